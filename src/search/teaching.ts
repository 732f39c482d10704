import { type Slices, sliced } from './slices.ts'
import { adjust, CURRENT, fillScores, type Term } from './weights.ts'

/** Rounds over the examples, the lead that a class must have, and the largest step. */
export type Pace = { rounds: number; margin: number; step: number }

/** An example with the index of its class; less `trust` makes smaller steps. */
export type Lesson = { terms: Term[]; index: number; trust: number }

/** Lessons in a slice of a few milliseconds. */
const lessonSlice = 50

/**
 * A passive-aggressive learner, averaged over time: while the class of a lesson does not lead by `margin`,
 * the weights move towards it and away from its strongest rival. Deterministic.
 */
export function* teaching(lessons: Lesson[], classCount: number, pace: Pace): Slices<void> {
  const { rounds, margin, step } = pace
  const scores = new Float64Array(classCount)
  const totalSteps = rounds * lessons.length
  let steps = 0
  const all = shuffled(lessons)
  let pending = all
  for (let round = 0; round < rounds; round++) {
    const failed: Lesson[] = []
    // A lesson that is learnt well is skipped until the round before last, in case it was forgotten.
    yield* sliced(round === rounds - 2 ? all : pending, lessonSlice, lesson => {
      steps++
      const { terms, index, trust } = lesson
      fillScores(terms, CURRENT, scores)
      const rival = strongestExcept(index, scores)
      const loss = margin - ((scores[index] ?? 0) - (scores[rival] ?? 0))
      if (loss <= 0) return
      failed.push(lesson)
      const change = Math.min(step * trust, loss / 2)
      const share = (totalSteps - steps) / totalSteps
      for (const { weights, by } of terms) {
        if (!weights) continue
        adjust(weights, index, change * by, share)
        adjust(weights, rival, -change * by, share)
      }
    })
    pending = failed
    yield
  }
}

function strongestExcept(index: number, scores: Float64Array): number {
  let best = -1
  for (let other = 0; other < scores.length; other++)
    if (other !== index && (best < 0 || (scores[other] ?? 0) > (scores[best] ?? 0))) best = other
  return best
}

/** Always the same order, unlike that of the book. */
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
