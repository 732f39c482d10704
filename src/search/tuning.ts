import type { TfIdf } from './tf-idf.ts'
import type { Pace } from './training.ts'

export type Tuning = {
  tfIdfOptions: TfIdf
  pace: Pace
  /** How much stronger the best entry has to be than the best matter outside the book. */
  doubt: number
  /** How strong the best entry is where a greeting is not all that was said. */
  heard: number
  /** How much the name of a matter that stays one despite the subject adds to it. */
  name: number
  /** Which share of a question has to be known from the book's phrases. */
  knownEnough: number
}

/** The numbers of the search; `npm run bench:tune` says what each does. */
export const tuning: Tuning = {
  tfIdfOptions: { u: 1, h: 1, v: 0.5, p: 0.7, w: 1, b: 0.7, c: 0.3 },
  pace: { rounds: 8, margin: 1, step: 0.7 },
  doubt: 0.2,
  heard: 0.8,
  name: 0.5,
  knownEnough: 0.2,
}
