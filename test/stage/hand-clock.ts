import type { Clock } from '../../src/time/clock.ts'

type Timer = { at: number; work: () => void }

/** A clock that stands still until it is moved. */
export type HandClock = Clock & {
  /** Moves to the next timer and rings it, without waiting for anything. */
  step(): void
  /** Takes time without stopping for anything; timers that it passes ring at the next move. */
  spend(ms: number): void
  /**
   * Moves to `at`, stopping at each wake-up that `next` names on the way, and where it names none ahead at the next timer;
   * timers that look around meanwhile ring late. `idle` is awaited at every stop.
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
        // At a wake-up that nobody has a timer for, the next look-round is what finds it.
        now = Math.min(at, Math.max(now, wake > now ? wake : 0, earliest()))
        for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.work()
        await idle()
      }
    },
  }
}
