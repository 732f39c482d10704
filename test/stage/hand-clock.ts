import type { Clock } from '../../src/clock.ts'

type Timer = { at: number; work: () => void }

/** A clock that stands still until it is moved. */
export type HandClock = Clock & {
  /** Moves to `at`, stopping at each timer on the way; `idle` is awaited at every stop. */
  moveTo(at: number, idle: () => Promise<void>): Promise<void>
}

export function handClock(start: number): HandClock {
  let now = start
  const timers = new Set<Timer>()
  const next = () => [...timers].sort((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async moveTo(at, idle) {
      await idle()
      for (let timer = next(); timer && timer.at <= at; timer = next()) {
        now = Math.max(now, timer.at)
        // What comes at one moment comes together: one may be what another waits for.
        for (const due of [...timers].filter(each => each.at <= now).toSorted((a, b) => a.at - b.at))
          if (timers.delete(due)) due.work()
        await idle()
      }
      now = at
      await idle()
    },
  }
}
