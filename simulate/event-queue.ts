import type { Instant } from '../src/time/beijing.ts'

/** `isFixed`: may not be postponed. */
export type Moment = { at: Instant; order: number; work: (() => void) | undefined; isFixed?: boolean }

/** Moments at the same time happen in the order in which they were added. */
export const isBefore = (a: Moment, b: Moment) => a.at < b.at || (a.at === b.at && a.order < b.order)

/** Moments sorted by time, the next one last. A cancelled one has no `work`. */
export function createEventQueue() {
  const moments: Moment[] = []
  return {
    push(moment: Moment) {
      if (!Number.isSafeInteger(moment.at)) throw new RangeError(`not a moment: ${moment.at}`)
      let [from, to] = [0, moments.length]
      while (from < to) {
        const middle = (from + to) >> 1
        const other = moments[middle]
        if (other && isBefore(moment, other)) from = middle + 1
        else to = middle
      }
      moments.splice(from, 0, moment)
    },
    pop: () => void moments.pop(),
    peek(): Moment | undefined {
      while (moments.length > 0 && !moments.at(-1)?.work) moments.pop()
      return moments.at(-1)
    },
  }
}
