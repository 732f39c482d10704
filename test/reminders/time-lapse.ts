import type { Instant } from '../../src/time/beijing.ts'
import type { Clock } from '../../src/time/clock.ts'

/** Shows `start` at the real time `began`, and runs `factor` times as fast from there. */
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
