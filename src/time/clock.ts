import { DAY, type Instant } from './beijing.ts'

/** The time, and a call at a later time. The only thing in the product that knows what time it is. */
export type Clock = {
  now(): Instant
  /** Calls `work` once after `ms`; the returned function calls it off. */
  after(ms: number, work: () => void): () => void
}

/** How far a clock may have run ahead before it is set right, for what it did meanwhile to be mended. */
export const farAhead = 30 * DAY

export const systemClock: Clock = {
  now: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
