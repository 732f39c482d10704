import type { Question } from '../learn/questions.ts'
import type { RuleBook } from '../src/rules/rule-book.ts'
import type { Found } from '../src/search/ranking.ts'

/** The results of a group of questions. */
export type Tally = { of: number; first: number; within3: number }

export type Score = {
  groups: Map<string, Tally>
  all: Tally
  /** Questions that the book answers, wrongly hedged. */
  hedgedInside: { of: number; wrong: number }
  /** Questions outside the book, wrongly answered without a hedge. */
  unhedgedOutside: { of: number; wrong: number }
  mistakes: string[]
}

/** Asks every question. Ranks count entries, hedged or not; a part of an entry counts as the entry. */
export function score(
  { entries }: RuleBook,
  questions: Question[],
  ask: (text: string) => Pick<Found, 'covered'> & { ids: string[] },
): Score {
  const wholeOf = (id: string) => entries.find(entry => entry.id === id)?.within ?? id
  const empty = (): Tally => ({ of: 0, first: 0, within3: 0 })
  const result: Score = {
    groups: new Map(),
    all: empty(),
    hedgedInside: { of: 0, wrong: 0 },
    unhedgedOutside: { of: 0, wrong: 0 },
    mistakes: [],
  }
  for (const { group, id, text } of questions) {
    const { ids, covered } = ask(text)
    if (id === 'none') {
      result.unhedgedOutside.of++
      if (covered) {
        result.unhedgedOutside.wrong++
        result.mistakes.push(`${group}: ${text} - outside, answered by ${ids[0]}`)
      }
      continue
    }
    const right = id.split('|').map(wholeOf)
    const found = [...new Set(ids.map(wholeOf))]
    const rank = found.findIndex(each => right.includes(each))
    const tally = result.groups.get(group) ?? empty()
    result.groups.set(group, tally)
    for (const each of [tally, result.all]) {
      each.of++
      if (rank === 0) each.first++
      if (rank >= 0 && rank < 3) each.within3++
    }
    result.hedgedInside.of++
    if (!covered) result.hedgedInside.wrong++
    if (rank !== 0 || !covered)
      result.mistakes.push(
        `${group}: ${text} - ${id}, found ${found.slice(0, 3).join(', ')}${covered ? '' : ' (hedged)'}`,
      )
  }
  return result
}

/** The 95 % Wilson interval of a share, in per cent. */
export function interval(hits: number, of: number): [number, number] {
  if (of === 0) return [0, 100]
  const z = 1.96
  const p = hits / of
  const middle = p + (z * z) / (2 * of)
  const spread = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [(100 * (middle - spread)) / scale, (100 * (middle + spread)) / scale]
}
