import type { Ref } from '../../complaints/store.ts'
import { channelKeyOf } from '../../slack/rate-limited.ts'
import type { RateLimiter } from '../../slack/rate-limiter.ts'
import type { Instant } from '../../time/beijing.ts'
import type { FallbackAction } from './fallback-copy.ts'

type Action = FallbackAction['do']

/** The rate limiter's queue for one kind of call in one workspace. */
export const queueOf = (team: string, action: Action): string => channelKeyOf(team, `${action}d`)

/** Gives each complaint's call a time to go to Slack, which takes about fifty calls of a kind per minute. */
export function createTurns(rateLimiter: RateLimiter, now: () => Instant) {
  const turns = new Map<string, Instant>()
  /** A complaint that asks again gets the turn it was given, unless the rate limiter has forgotten it. */
  return ({ team, id }: Ref, action: Action): Instant => {
    const key = `${team} ${id} ${action}`
    const queue = queueOf(team, action)
    const given = turns.get(key)
    const at = given !== undefined && given <= rateLimiter.opensAt(queue) ? given : rateLimiter.take(queue)
    if (at > now()) turns.set(key, at)
    else turns.delete(key)
    return at
  }
}
