import { maxSendPause } from '../retry-policy.ts'
import { type Instant, SECOND } from '../time/beijing.ts'

/** How fast messages go: Slack takes about one a second in each channel, and a few at once. Lives in memory only. */
export type RateLimiter = {
  /** When the next message may go there; not later than now: at once. */
  opensAt(channelKey: string): Instant
  /** Counts a message that goes there as soon as it may, and says when that is. */
  take(channelKey: string): Instant
  /** Slack asked for a pause of `ms` there, of which two minutes at most are kept: a deadline does not wait longer. */
  pause(channelKey: string, ms: number): void
}

const maxChannels = 10_000

/** `spacing`: ms from one message to the next; `burst`: how many may go at once after a rest. */
export function createRateLimiter(now: () => Instant, { spacing = SECOND, burst = 3 } = {}): RateLimiter {
  /** When each lane would be at rest again if nothing more went there. */
  const restAt = new Map<string, Instant>()
  const credit = (burst - 1) * spacing
  let latest = Number.NEGATIVE_INFINITY

  function moment(): Instant {
    const at = now()
    // A clock that was set back: what was kept at the wrong time is no pause of anybody's.
    if (at < latest - SECOND) restAt.clear()
    latest = at
    if (restAt.size > maxChannels)
      for (const [channelKey, rest] of restAt) if (rest <= at) restAt.delete(channelKey)
    return at
  }

  return {
    opensAt(channelKey) {
      const at = moment()
      return (restAt.get(channelKey) ?? at) - credit
    },
    take(channelKey) {
      const at = moment()
      const rest = Math.max(restAt.get(channelKey) ?? at, at)
      restAt.set(channelKey, rest + spacing)
      return Math.max(at, rest - credit)
    },
    pause(channelKey, ms) {
      const at = moment()
      const until = at + Math.min(ms, maxSendPause)
      restAt.set(channelKey, Math.max(restAt.get(channelKey) ?? at, until + credit))
    },
  }
}
