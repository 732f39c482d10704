import { DAY, type Instant } from './beijing.ts'

/** The only source of time in the product. */
export type Clock = {
  now(): Instant
  /** Calls `work` once after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, work: () => void): () => void
}

/** A clock that ran ahead by at most this is recovered from once it is set right. */
export const farAhead = 30 * DAY

export const systemClock: Clock = {
  now: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
