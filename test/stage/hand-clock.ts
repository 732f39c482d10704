import type { Clock } from '../../src/time/clock.ts'

type Timer = { at: number; work: () => void }

/** A clock that moves only when told to. */
export type HandClock = Clock & {
  /** Moves to the next timer and runs it, without waiting for anything. */
  step(): void
  /** Adds time without running timers; those that are due run at the next move. */
  spend(ms: number): void
  /**
   * Moves to `at`, stopping at each wake-up that `next` gives, or, if that is not ahead, at the next timer;
   * polling timers in between run late. `idle` is awaited at every stop.
   */
  moveTo(
    at: number,
    stops: { next: () => Promise<number | undefined>; idle: () => Promise<void> },
  ): Promise<void>
}

export function handClock(start: number): HandClock {
  let now = start
  const timers = new Set<Timer>()
  const earliest = () => Math.min(...[...timers].map(timer => timer.at))
  return {
    now: () => now,
    spend(ms) {
      now += ms
    },
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    step() {
      now = Math.max(now, earliest())
      for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.work()
    },
    async moveTo(at, { next, idle }) {
      await idle()
      while (now < at) {
        const wake = (await next()) ?? Number.POSITIVE_INFINITY
        // A wake-up without a timer of its own is found by the next polling timer.
        now = Math.min(at, Math.max(now, wake > now ? wake : 0, earliest()))
        for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.work()
        await idle()
      }
    },
  }
}
