import type { Pace } from './teaching.ts'
import type { TfIdf } from './tf-idf.ts'

export type Tuning = {
  tfIdfOptions: TfIdf
  pace: Pace
  /** Minimum lead of the best entry over the best matter outside the book. */
  outsideMargin: number
  /** Score from which the best entry beats a greeting. */
  greetingLimit: number
  /** Added to a matter despite the subject whose name is in the question. */
  nameBonus: number
  /** Share of a question that must be known from phrases. */
  minKnown: number
}

/** `npm run bench:tune` measures what each number does. */
export const tuning: Tuning = {
  tfIdfOptions: { u: 1, h: 1, v: 0.5, p: 0.7, w: 1, b: 0.7, c: 0.3 },
  pace: { rounds: 8, margin: 1, step: 0.7 },
  outsideMargin: 0.2,
  greetingLimit: 0.8,
  nameBonus: 0.5,
  minKnown: 0.2,
}
