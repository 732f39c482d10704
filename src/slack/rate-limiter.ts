import { maxSendPause } from '../retry-policy.ts'
import { type Instant, SECOND } from '../time/beijing.ts'

/** Limits messages per channel, in memory: Slack takes about one a second in each, with short bursts. */
export type RateLimiter = {
  /** Earliest time for the next message; at or before now means at once. */
  opensAt(channelKey: string): Instant
  /** Reserves the next free time for a message and returns it. */
  take(channelKey: string): Instant
  /** Applies a pause that Slack asked for, capped at two minutes: a deadline does not wait longer. */
  pause(channelKey: string, ms: number): void
}

const maxChannels = 10_000

/** `spacing`: ms from one message to the next; `burst`: messages that may go at once after a pause. */
export function createRateLimiter(now: () => Instant, { spacing = SECOND, burst = 3 } = {}): RateLimiter {
  /** Time at which each channel has its full burst again if no more messages go there. */
  const restAt = new Map<string, Instant>()
  const credit = (burst - 1) * spacing
  let latest = Number.NEGATIVE_INFINITY

  function currentTime(): Instant {
    const at = now()
    // The clock was set back: times noted before that would pause channels for too long.
    if (at < latest - SECOND) restAt.clear()
    latest = at
    if (restAt.size > maxChannels)
      for (const [channelKey, rest] of restAt) if (rest <= at) restAt.delete(channelKey)
    return at
  }

  return {
    opensAt(channelKey) {
      const at = currentTime()
      return (restAt.get(channelKey) ?? at) - credit
    },
    take(channelKey) {
      const at = currentTime()
      const rest = Math.max(restAt.get(channelKey) ?? at, at)
      restAt.set(channelKey, rest + spacing)
      return Math.max(at, rest - credit)
    },
    pause(channelKey, ms) {
      const at = currentTime()
      const until = at + Math.min(ms, maxSendPause)
      restAt.set(channelKey, Math.max(restAt.get(channelKey) ?? at, until + credit))
    },
  }
}
