import type { Instant } from './rules/beijing.ts'

/** The time, and a call at a later time. The only thing in the product that knows what time it is. */
export type Clock = {
  now(): Instant
  /** Calls `work` once after `ms`; the returned function calls it off. */
  after(ms: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
