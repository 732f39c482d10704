import type { TravellingClock } from './travelling-clock.ts'
import type { Workspace } from './workspace.ts'

export type Journey = { by: number } | { to: 'next' }

/** The page's control of the clock. */
export type TimeStrip = {
  /** `ahead` is how far the clock has been moved here, in ms. */
  shown(): Promise<{ now: number; ahead: number; next: number | undefined; travelling: boolean }>
  /** Resolves on arrival, when everything due on the way has happened. */
  travel(journey: Journey): Promise<void>
  subscribe(listener: () => void): () => void
}

export type TimeStripParts = {
  clock: TravellingClock
  workspace: Workspace
  /** The app's next wake-up. */
  next: () => Promise<number | undefined>
  /** Resolves when the app has nothing due and no work running. */
  idle: () => Promise<void>
}

/** A wake-up may post nothing; after this many in a row the journey ends. */
const maxSilentWakes = 100

/** Moves the clock by a span or until the app posts something. */
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
    for (let wakes = 0; wakes < maxSilentWakes && posted() === before; wakes++) {
      const at = await next()
      if (at === undefined) return
      // Work that is already due is waiting for Slack, so the clock moves on by a second.
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
