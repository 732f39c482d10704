// What each number in src/search/tuning.ts does: `npm run bench:tune`. The questions that the search learns from are by a dozen authors;
// those of some are left out in turn, and asked of what the others taught.
import { learnFrom } from '../learn/from-questions.ts'
import { learningSets, plainly, type Question } from '../learn/questions.ts'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { phrasesOf } from '../src/search/phrases.ts'
import { createSearch, type Search } from '../src/search/search.ts'
import { type Tuning, tuning } from '../src/search/tuning.ts'
import { score } from './score.ts'

const book = loadRuleBook()

/** Files by one author, or by several who had the same brief, are left out together. */
const authors: [RegExp, string][] = [
  [/^(book|frozen|frozen-2|frozen-3)$/, 'who wrote the book'],
  [/^exam-/, 'who had one brief'],
]
const groups = Map.groupBy(
  learningSets(),
  ([name]) => authors.find(([files]) => files.test(name))?.[1] ?? name,
)
const sets = Array.from(groups.values(), files => files.flatMap(([, questions]) => questions))
const folds = 5

/** Some authors' questions, and what the search knows of the others'. What stands there too is not asked. */
function fold(number: number, settings: Tuning) {
  const others = sets.filter((_, index) => index % folds !== number).flat()
  const taught = [...others.map(({ text }) => text), ...phrasesOf(book).map(({ text }) => text)]
  const seen = new Set(taught.map(plainly))
  const left = sets.filter((_, index) => index % folds === number).flat()
  const search = createSearch(book, undefined, settings, learnFrom(book, others, settings))
  return { search, left: left.filter(({ text }) => !seen.has(plainly(text))) }
}

/** Whether what is shown first is the very entry, or the very part of one, that was asked for. */
const isShown = ({ id, text }: Question, search: Search) => {
  const [best] = search(text).hits
  return id.split('|').includes((best?.part ?? best?.entry)?.id ?? '')
}

function measure(label: string, settings: Tuning) {
  const parts = Array.from({ length: folds }, (_, number) => {
    const { search, left } = fold(number, settings)
    const inside = left.filter(({ id }) => id !== 'none')
    const result = score(book, left, text => {
      const { hits, covered } = search(text)
      return { covered, ids: hits.map(({ entry }) => entry.id) }
    })
    return { ...result, shown: inside.filter(each => isShown(each, search)).length }
  })
  type Part = (typeof parts)[number]
  const sum = (of: (part: Part) => number) => parts.reduce((all, part) => all + of(part), 0)
  const share = (wrong: (part: Part) => number, of: (part: Part) => number) =>
    ((100 * sum(wrong)) / sum(of)).toFixed(1)
  const inside = (part: Part) => part.all.of
  console.log(
    `${label.padEnd(16)} ${share(p => p.all.first, inside)} / ${share(p => p.all.within3, inside)}` +
      `, part and all ${share(p => p.shown, inside)}` +
      `, hedged ${share(
        p => p.hedgedInside.wrong,
        p => p.hedgedInside.of,
      )}` +
      `, unhedged ${share(
        p => p.unhedgedOutside.wrong,
        p => p.unhedgedOutside.of,
      )} of ${sum(inside)}`,
  )
}

console.log('first / within three, hedged though inside, unhedged though outside, in per cent')
measure('as it is', tuning)
const { tfIdfOptions, pace } = tuning
for (const kind of Object.keys(tfIdfOptions))
  for (const times of [0.6, 1.5])
    measure(`weight ${kind} x ${times}`, {
      ...tuning,
      tfIdfOptions: { ...tfIdfOptions, [kind]: (tfIdfOptions[kind] ?? 0) * times },
    })
for (const rounds of [4, 16]) measure(`rounds ${rounds}`, { ...tuning, pace: { ...pace, rounds } })
for (const margin of [0.5, 2]) measure(`margin ${margin}`, { ...tuning, pace: { ...pace, margin } })
for (const step of [0.4, 1.2]) measure(`step ${step}`, { ...tuning, pace: { ...pace, step } })
for (const heard of [0.5, 1.2]) measure(`heard ${heard}`, { ...tuning, heard })
for (const name of [0, 1]) measure(`name ${name}`, { ...tuning, name })
for (const knownEnough of [0.1, 0.3]) measure(`known ${knownEnough}`, { ...tuning, knownEnough })
for (const doubt of [0.1, 0.15, 0.25, 0.3]) measure(`doubt ${doubt}`, { ...tuning, doubt })
