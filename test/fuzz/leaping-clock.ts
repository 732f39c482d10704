import type { Clock } from '../../src/time/clock.ts'

/** A clock that leaps ahead: each timer that was due on the way runs once, at the new time. */
export function leapingClock(start: number): Clock & { leap(ms: number): void } {
  let now = start
  const timers = new Set<{ at: number; work: () => void }>()
  return {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    leap(ms) {
      now += ms
      for (const timer of [...timers])
        if (timer.at <= now) {
          timers.delete(timer)
          timer.work()
        }
    },
  }
}
