/** A running clock that can be moved ahead. Times are ms since the epoch. */
export type TravellingClock = {
  now(): number
  /** The total of its moves, in ms. */
  moved(): number
  /** Calls `work` once after `ms` of this clock's time; the returned function cancels it. */
  after(ms: number, work: () => void): () => void
  /**
   * Moves ahead to `at` and stops at each time that `next` names (once a minute while it names a past one),
   * so that due work runs at its own time, to the second. Awaits `idle` at every stop. Journeys run one at a
   * time.
   */
  moveTo(
    at: number,
    stops: { next: () => Promise<number | undefined>; idle: () => Promise<void> },
  ): Promise<void>
}

type Timer = { at: number; work: () => void }

/** Node fires a longer timer immediately. */
const maxTimerMs = 2 ** 31 - 1
const second = 1_000
const minute = 60 * second

/** Starts at `start` and runs at the speed of the wall clock. */
export function travellingClock(start: number): TravellingClock {
  const timers = new Set<Timer>()
  const began = Date.now()
  let ahead = start - began
  let frozenAt: number | undefined
  let handle: NodeJS.Timeout | undefined
  let journey = Promise.resolve()

  const now = () => frozenAt ?? Date.now() + ahead

  function arm() {
    clearTimeout(handle)
    if (frozenAt !== undefined || timers.size === 0) return
    const first = Math.min(...[...timers].map(timer => timer.at))
    handle = setTimeout(fireDue, Math.min(maxTimerMs, Math.max(0, first - now())))
  }

  function fireDue() {
    const due = [...timers].filter(timer => timer.at <= now()).toSorted((a, b) => a.at - b.at)
    for (const timer of due) if (timers.delete(timer)) timer.work()
    arm()
  }

  async function travel(at: number, { next, idle }: Parameters<TravellingClock['moveTo']>[1]) {
    frozenAt = now()
    try {
      await idle()
      while (frozenAt < at) {
        const wake: number | undefined = await next()
        const stop: number =
          wake === undefined ? at : wake > frozenAt ? Math.max(wake, frozenAt + second) : frozenAt + minute
        frozenAt = Math.min(at, Math.ceil(stop))
        fireDue()
        await idle()
      }
    } finally {
      ahead = frozenAt - Date.now()
      frozenAt = undefined
      arm()
    }
  }

  return {
    now,
    moved: () => now() - start - (Date.now() - began),
    after(ms, work) {
      const timer = { at: now() + ms, work }
      timers.add(timer)
      arm()
      return () => timers.delete(timer)
    },
    moveTo(at, stops) {
      journey = journey.catch(() => {}).then(() => travel(at, stops))
      return journey
    },
  }
}
