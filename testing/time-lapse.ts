import type { Instant } from '../src/time/beijing.ts'
import type { Clock } from '../src/time/clock.ts'

/** At `began` of the real clock a time lapse shows `start`; from there it runs `factor` times as fast. */
export type TimeLapse = { began: number; start: Instant; factor: number }

export const lapsedTo = ({ began, start, factor }: TimeLapse): Instant =>
  Math.floor(start + (Date.now() - began) * factor)

/** A clock that runs faster than the real one, timers and leases included. */
export const timeLapse = (lapse: TimeLapse): Clock => ({
  now: () => lapsedTo(lapse),
  after(ms, work) {
    const timer = setTimeout(work, ms / lapse.factor)
    return () => clearTimeout(timer)
  },
})

/** Pseudo-random numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
