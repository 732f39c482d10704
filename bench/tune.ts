// How the numbers in src/rules/tuning.ts were found: each is changed by itself, and judged by the tuning questions and by the
// book's own other ways to ask, each fifth of which is left out in turn. `npm run bench:tune`; the frozen questions stay shut.
import { loadRuleBook, type RuleBook } from '../src/rules/rule-book.ts'
import { createSearch, type Search } from '../src/rules/search.ts'
import { type Tuning, tuning } from '../src/rules/tuning.ts'
import { type Question, readQuestions } from './questions.ts'
import { type Score, score } from './score.ts'

const book = loadRuleBook()
const questions = readQuestions('tuning')
const folds = 5

const asked = (search: Search) => (text: string) => {
  const { hits, covered } = search(text)
  return { covered, ids: hits.map(({ entry }) => entry.id) }
}

/** The book without every fifth way to ask, and those as questions. */
function fold(number: number): { without: RuleBook; left: Question[] } {
  const left: Question[] = []
  const keep = (id: string, group: string) => (text: string, index: number) => {
    if (index % folds !== number) return true
    left.push({ group, id, reason: '', text })
    return false
  }
  const entries = book.entries.map(entry => ({
    ...entry,
    ask: {
      zh: entry.ask.zh.filter(keep(entry.id, 'zh')),
      en: entry.ask.en.filter(keep(entry.id, 'en')),
    },
  }))
  return { without: { ...book, entries }, left }
}

const percent = (part: number, of: number) => ((100 * part) / of).toFixed(1)
const shares = ({ all, hedgedInside: hedged }: Score) =>
  `${percent(all.first, all.of)} / ${percent(all.within3, all.of)}, hedged ${percent(hedged.wrong, hedged.of)}`

function measure(label: string, settings: Tuning) {
  const own = score(book, questions, asked(createSearch(book, undefined, settings)))
  const out = own.unhedgedOutside
  const parts = Array.from({ length: folds }, (_, number) => {
    const { without, left } = fold(number)
    return score(book, left, asked(createSearch(without, undefined, settings)))
  })
  const sum = (of: (part: Score) => number) => parts.reduce((total, part) => total + of(part), 0)
  const [of, first, within3] = [sum(p => p.all.of), sum(p => p.all.first), sum(p => p.all.within3)]
  console.log(
    `${label.padEnd(18)} tuning ${shares(own)}, unhedged ${percent(out.wrong, out.of)} | ` +
      `left out ${percent(first, of)} / ${percent(within3, of)}, hedged ${percent(
        sum(p => p.hedgedInside.wrong),
        of,
      )}`,
  )
}

console.log('first / within three, in per cent')
measure('as it is', tuning)
const { weighing, pace } = tuning
for (const kind of Object.keys(weighing))
  for (const times of [0.6, 1.5])
    measure(`weight ${kind} x ${times}`, {
      ...tuning,
      weighing: { ...weighing, [kind]: (weighing[kind] ?? 0) * times },
    })
for (const rounds of [2, 8]) measure(`rounds ${rounds}`, { ...tuning, pace: { ...pace, rounds } })
for (const margin of [0.5, 2]) measure(`margin ${margin}`, { ...tuning, pace: { ...pace, margin } })
for (const doubt of [0, 0.5]) measure(`doubt ${doubt}`, { ...tuning, doubt })
