import type { Pace } from './learning.ts'
import type { Weighing } from './weighing.ts'

export type Tuning = {
  weighing: Weighing
  pace: Pace
  /** How much stronger the best entry has to be than the best matter outside the book. */
  doubt: number
  /** Which share of a question has to be known from the book's phrases. */
  knownEnough: number
}

/** The numbers of the search, found by `npm run bench:tune` on the questions in `bench/questions/tuning.txt`. */
export const tuning: Tuning = {
  weighing: { h: 1, p: 0.7, w: 1, b: 0.7, c: 0.5, r: 0.4 },
  pace: { rounds: 4, margin: 1, step: 0.7 },
  doubt: 0.3,
  knownEnough: 0.2,
}
