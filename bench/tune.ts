// `npm run bench:tune` measures what each number in src/search/tuning.ts does, by cross-validation: the
// questions that the search learns from are by a dozen authors, and each fold asks those of some after
// learning those of the others.
import { learnFrom } from '../learn/from-questions.ts'
import { canonical, learningSets, type Question } from '../learn/questions.ts'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { phrasesOf } from '../src/search/phrases.ts'
import { createSearch, type Search } from '../src/search/search.ts'
import { type Tuning, tuning } from '../src/search/tuning.ts'
import { score } from './score.ts'

const book = loadRuleBook()

/** Files by one author, or by authors with the same brief, belong to one fold. */
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

/** The questions of a fold that no other author wrote too, and a search that learnt the rest. */
function fold(number: number, settings: Tuning) {
  const others = sets.filter((_, index) => index % folds !== number).flat()
  const taught = [...others.map(({ text }) => text), ...phrasesOf(book).map(({ text }) => text)]
  const seen = new Set(taught.map(canonical))
  const left = sets.filter((_, index) => index % folds === number).flat()
  const search = createSearch(book, undefined, settings, learnFrom(book, others, settings))
  return { search, left: left.filter(({ text }) => !seen.has(canonical(text))) }
}

/** True if the first hit is the very entry or part that was asked for. */
const isExact = ({ id, text }: Question, search: Search) => {
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
    return { ...result, exact: inside.filter(each => isExact(each, search)).length }
  })
  type Part = (typeof parts)[number]
  const sum = (of: (part: Part) => number) => parts.reduce((all, part) => all + of(part), 0)
  const share = (wrong: (part: Part) => number, of: (part: Part) => number) =>
    ((100 * sum(wrong)) / sum(of)).toFixed(1)
  const inside = (part: Part) => part.all.of
  console.log(
    `${label.padEnd(16)} ${share(p => p.all.first, inside)} / ${share(p => p.all.within3, inside)}` +
      `, part and all ${share(p => p.exact, inside)}` +
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
for (const margin of [0.5, 2]) measure(`lead ${margin}`, { ...tuning, pace: { ...pace, margin } })
for (const step of [0.4, 1.2]) measure(`step ${step}`, { ...tuning, pace: { ...pace, step } })
for (const greetingLimit of [0.5, 1.2]) measure(`greeting ${greetingLimit}`, { ...tuning, greetingLimit })
for (const nameBonus of [0, 1]) measure(`name ${nameBonus}`, { ...tuning, nameBonus })
for (const minKnown of [0.1, 0.3]) measure(`known ${minKnown}`, { ...tuning, minKnown })
for (const outsideMargin of [0.1, 0.15, 0.25, 0.3])
  measure(`margin ${outsideMargin}`, { ...tuning, outsideMargin })
