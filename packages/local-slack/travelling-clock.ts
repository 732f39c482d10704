/** A clock that runs on by itself and can be moved ahead. Times are ms since the epoch. */
export type TravellingClock = {
  now(): number
  /** How far it has been moved ahead of its own running, in ms. */
  moved(): number
  /** Calls `work` once after `ms` of this clock's time; the returned function calls it off. */
  after(ms: number, work: () => void): () => void
  /**
   * Moves ahead to `at`, stopping wherever `next` names a time on the way (and once a minute while it names one that has
   * passed), so that what is due happens at its own time, to the second. `idle` is awaited at every stop. One journey at a time.
   */
  moveTo(
    at: number,
    stops: { next: () => Promise<number | undefined>; idle: () => Promise<void> },
  ): Promise<void>
}

type Timer = { at: number; work: () => void }

/** Node calls a longer timer at once. */
const maxTimer = 2 ** 31 - 1
const second = 1_000
const minute = 60 * second

/** Starts at `start` and runs as fast as the wall's clock. */
export function travellingClock(start: number): TravellingClock {
  const timers = new Set<Timer>()
  const began = Date.now()
  let ahead = start - began
  let standing: number | undefined
  let handle: NodeJS.Timeout | undefined
  let journey = Promise.resolve()

  const now = () => standing ?? Date.now() + ahead

  function arm() {
    clearTimeout(handle)
    if (standing !== undefined || timers.size === 0) return
    const first = Math.min(...[...timers].map(timer => timer.at))
    handle = setTimeout(ring, Math.min(maxTimer, Math.max(0, first - now())))
  }

  function ring() {
    const due = [...timers].filter(timer => timer.at <= now()).toSorted((a, b) => a.at - b.at)
    for (const timer of due) if (timers.delete(timer)) timer.work()
    arm()
  }

  async function travel(at: number, { next, idle }: Parameters<TravellingClock['moveTo']>[1]) {
    standing = now()
    try {
      await idle()
      while (standing < at) {
        const wake: number | undefined = await next()
        const stop: number =
          wake === undefined ? at : wake > standing ? Math.max(wake, standing + second) : standing + minute
        standing = Math.min(at, Math.ceil(stop))
        ring()
        await idle()
      }
    } finally {
      ahead = standing - Date.now()
      standing = undefined
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
