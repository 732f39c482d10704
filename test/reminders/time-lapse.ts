import type { Clock } from '../../src/clock.ts'
import type { Instant } from '../../src/rules/beijing.ts'

/** Where a faster time begins: at `began` of the real clock it is `start`, and `factor` times faster from there. */
export type TimeLapse = { began: number; start: Instant; factor: number }

/** A clock on which everything, timers and leases included, goes faster. */
export const timeLapse = ({ began, start, factor }: TimeLapse): Clock => ({
  now: () => Math.floor(start + (Date.now() - began) * factor),
  after(ms, work) {
    const timer = setTimeout(work, ms / factor)
    return () => clearTimeout(timer)
  },
})

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
