import type { TravellingClock } from './travelling-clock.ts'
import type { Workspace } from './workspace.ts'

export type Journey = { by: number } | { to: 'next' }

/** The hands on the clock that the page offers. */
export type TimeStrip = {
  /** `ahead`: how far it has been moved here, in ms. */
  shown(): Promise<{ now: number; ahead: number; next: number | undefined; travelling: boolean }>
  /** Resolves on arrival; everything due on the way has happened. */
  travel(journey: Journey): Promise<void>
  subscribe(listener: () => void): () => void
}

export type TimeStripParts = {
  clock: TravellingClock
  workspace: Workspace
  /** When the app wants to wake up next. */
  next: () => Promise<number | undefined>
  /** Resolves when the app has nothing due and nothing under way. */
  idle: () => Promise<void>
}

/** A wake-up may turn out to have nothing to say; after so many in a row there is nothing to wait for. */
const maxSilent = 100

/** Moves the clock for the page, by a span or until the app posts something. */
export function createTimeStrip({ clock, workspace, next, idle }: TimeStripParts): TimeStrip {
  const listeners = new Set<() => void>()
  let journeys = 0
  const moved = clock.moved()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const posted = () => [...workspace.messages.values()].flat().filter(message => message.byApp).length

  async function toNext() {
    await idle()
    const before = posted()
    for (let wakes = 0; wakes < maxSilent && posted() === before; wakes++) {
      const at = await next()
      if (at === undefined) return
      // What is due already waits for Slack: second by second.
      await clock.moveTo(Math.max(at, clock.now() + 1_000), { next, idle })
    }
  }

  return {
    shown: async () => ({
      now: clock.now(),
      ahead: clock.moved() - moved,
      next: await next(),
      travelling: journeys > 0,
    }),
    async travel(journey) {
      journeys++
      tell()
      try {
        if ('to' in journey) await toNext()
        else await clock.moveTo(clock.now() + journey.by, { next, idle })
      } finally {
        journeys--
        tell()
      }
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
