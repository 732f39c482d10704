import type { Signs } from './signs.ts'
import { createWeighing, type Weighed, type Weighing } from './weighing.ts'

/** A text whose meaning is known: the number of its class. What has less `trust` teaches less. */
export type Example = { signs: Signs; meaning: number; trust: number }

/** How strongly a text speaks for each class, and which share of it (0 to 1) the examples have in common with it. */
export type Judgement = { scores: Float64Array; known: number }

/** Measured by `npm run bench:tune`; see there. */
export type Pace = { rounds: number; margin: number; step: number }

/**
 * Learns which signs speak for which class. Each example is looked at again and again in a fixed shuffled order; while its
 * class does not lead by `margin`, its signs are moved towards its class and away from the rival (passive-aggressive, averaged
 * over time). The same examples always teach the same.
 */
export function learn(
  examples: Iterable<Example>,
  classes: number,
  weighing: Weighing,
  pace: Pace,
): (signs: Signs) => Judgement {
  const scale = createWeighing(weighing)
  const taken = Array.from(examples, ({ signs, meaning, trust }) => ({
    ...scale.take(signs),
    meaning,
    trust,
  }))
  const taught = taken.map(({ meaning, trust, ...signs }) => ({ ...scale.weigh(signs), meaning, trust }))
  const rows: Row[] = Array.from({ length: scale.size() }, () => [])
  const scores = new Float64Array(classes)
  const steps = pace.rounds * taught.length
  let step = 0
  const all = shuffled(taught)
  let turn = all
  for (let round = 0; round < pace.rounds; round++) {
    const again: typeof turn = []
    // What is learnt well is not looked at again until the end, in case it was forgotten.
    for (const example of round === pace.rounds - 2 ? all : turn) {
      step++
      sum(rows, NOW, example, scores)
      const { meaning, trust, at, by } = example
      const rival = strongestBut(meaning, scores)
      const loss = pace.margin - ((scores[meaning] ?? 0) - (scores[rival] ?? 0))
      if (loss <= 0) continue
      again.push(example)
      const change = Math.min(pace.step * trust, loss / 2)
      const left = (steps - step) / steps
      for (let i = 0; i < at.length; i++) {
        const row = rows[at[i] ?? 0]
        if (!row) continue
        const moved = change * (by[i] ?? 0)
        move(row, meaning, moved, moved * left)
        move(row, rival, -moved, -moved * left)
      }
    }
    turn = again
  }

  return signs => {
    const weighed = scale.of(signs)
    const sums = new Float64Array(classes)
    sum(rows, AVERAGE, weighed, sums)
    return { scores: sums, known: weighed.known }
  }
}

/** What a sign says: for each class that it speaks for or against, the class, how strongly, and that averaged over time. */
type Row = number[]
const NOW = 1
const AVERAGE = 2
const WIDTH = 3

function sum(rows: Row[], which: number, { at, by }: Weighed, into: Float64Array) {
  into.fill(0)
  for (let i = 0; i < at.length; i++) {
    const row = rows[at[i] ?? 0] ?? []
    const value = by[i] ?? 0
    for (let cell = 0; cell < row.length; cell += WIDTH) {
      const c = row[cell] ?? 0
      into[c] = (into[c] ?? 0) + value * (row[cell + which] ?? 0)
    }
  }
}

function move(row: Row, c: number, by: number, average: number) {
  let cell = 0
  while (cell < row.length && row[cell] !== c) cell += WIDTH
  if (cell === row.length) row.push(c, by, average)
  else {
    row[cell + NOW] = (row[cell + NOW] ?? 0) + by
    row[cell + AVERAGE] = (row[cell + AVERAGE] ?? 0) + average
  }
}

function strongestBut(one: number, scores: Float64Array): number {
  let best = -1
  for (let at = 0; at < scores.length; at++)
    if (at !== one && (best < 0 || (scores[at] ?? 0) > (scores[best] ?? 0))) best = at
  return best
}

/** The same order every time, unlike the order of the book. */
function shuffled<T>(items: T[]): T[] {
  let seed = 1
  return items
    .map(item => {
      seed = (seed * 48271) % 2147483647
      return { item, seed }
    })
    .sort((a, b) => a.seed - b.seed)
    .map(({ item }) => item)
}
