import type { Instant } from '../src/time/beijing.ts'
import type { Clock } from '../src/time/clock.ts'

/** `isMoved`: the wall clock was set since the timer was, so the timer must run for its effect to show. */
export type Timer = { at: Instant; work: () => void; isMoved?: boolean }
export type ManualClock = ReturnType<typeof manualClock>

/** A clock that stands still until a test moves it. */
export function manualClock(start: Instant) {
  let now = start
  const timers = new Set<Timer>()
  const earliest = () => Math.min(...[...timers].map(({ at }) => at))

  function runDue() {
    for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.work()
  }

  const clock: Clock = {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  return {
    ...clock,
    timers,
    /** The time of the next timer, or infinity if there is none. */
    earliest,
    /** Moves ahead without running timers; timers passed on the way run at the next move. */
    spend(ms: number) {
      now += ms
    },
    /** Moves to `time`, never back, and runs each timer that is due once, at the new time. */
    skipTo(time: Instant) {
      now = Math.max(now, time)
      runDue()
    },
    /** Sets the wall clock, as an operator would: timers run on as they were. */
    setTo(time: Instant) {
      for (const timer of timers) {
        timer.at += time - now
        timer.isMoved = true
      }
      now = time
    },
    /**
     * Moves to `at`, stopping at each wake-up that `next` returns, or at the next timer if it returns none
     * that lies ahead. Timers passed on the way run late. `idle` is awaited at every stop.
     */
    async moveTo(
      at: Instant,
      { next, idle }: { next: () => Promise<Instant | undefined>; idle: () => Promise<void> },
    ) {
      await idle()
      while (now < at) {
        const wake = (await next()) ?? Number.POSITIVE_INFINITY
        // Without a timer for the wake-up, the scheduler finds it at its next regular look.
        now = Math.min(at, Math.max(now, wake > now ? wake : 0, earliest()))
        runDue()
        await idle()
      }
    },
  }
}
