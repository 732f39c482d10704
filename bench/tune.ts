// What each number in src/rules/tuning.ts does: `npm run bench:tune`. The questions that the search learns from are by some fifteen authors;
// those of each three are left out in turn, and asked of what the others taught.
import { learnFrom } from '../learn/from-questions.ts'
import { learningSets, type Question } from '../learn/questions.ts'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { createSearch } from '../src/rules/search.ts'
import { type Tuning, tuning } from '../src/rules/tuning.ts'
import { score } from './score.ts'

const book = loadRuleBook()
const sets = [...learningSets().values()]
const folds = 5

function measure(label: string, settings: Tuning) {
  const parts = Array.from({ length: folds }, (_, fold) => {
    const isLeft = (_: Question[], index: number) => index % folds === fold
    const left = sets.filter(isLeft).flat()
    const others = sets.filter((set, index) => !isLeft(set, index)).flat()
    const search = createSearch(book, undefined, settings, learnFrom(book, others, settings))
    return score(book, left, text => {
      const { hits, covered } = search(text)
      return { covered, ids: hits.map(({ entry }) => entry.id) }
    })
  })
  const share = (
    wrong: (part: (typeof parts)[number]) => number,
    of: (part: (typeof parts)[number]) => number,
  ) =>
    (
      (100 * parts.reduce((sum, part) => sum + wrong(part), 0)) /
      parts.reduce((sum, part) => sum + of(part), 0)
    ).toFixed(1)
  console.log(
    `${label.padEnd(16)} ${share(
      p => p.all.first,
      p => p.all.of,
    )} / ${share(
      p => p.all.within3,
      p => p.all.of,
    )}` +
      `, hedged ${share(
        p => p.hedgedInside.wrong,
        p => p.hedgedInside.of,
      )}` +
      `, unhedged ${share(
        p => p.unhedgedOutside.wrong,
        p => p.unhedgedOutside.of,
      )}`,
  )
}

console.log('first / within three, hedged though inside, unhedged though outside, in per cent')
measure('as it is', tuning)
const { weighing, pace } = tuning
for (const kind of Object.keys(weighing))
  for (const times of [0.6, 1.5])
    measure(`weight ${kind} x ${times}`, {
      ...tuning,
      weighing: { ...weighing, [kind]: (weighing[kind] ?? 0) * times },
    })
for (const rounds of [4, 16]) measure(`rounds ${rounds}`, { ...tuning, pace: { ...pace, rounds } })
for (const margin of [0.5, 2]) measure(`margin ${margin}`, { ...tuning, pace: { ...pace, margin } })
for (const doubt of [0.1, 0.15, 0.25, 0.3]) measure(`doubt ${doubt}`, { ...tuning, doubt })
