import type { RateLimiter } from './rate-limiter.ts'
import type { Outgoing, Sent, Slack } from './slack.ts'

/** The rate limiter's key for messages to a channel or a person of a workspace. */
export const channelKeyOf = (team: string, channel: string): string => `${team}:${channel}`

/**
 * A workspace's Slack under a rate limiter. Calls that come too early are `busy` without Slack being asked,
 * and a pause that Slack asks for applies to every call under the same key. All updates of messages share
 * one key.
 */
export function rateLimited(
  slack: Slack,
  { rateLimiter, team, now }: { rateLimiter: RateLimiter; team: string; now: () => number },
) {
  async function through(channelKey: string, counts: boolean, send: () => Promise<Sent>): Promise<Sent> {
    const waitMs = rateLimiter.opensAt(channelKey) - now()
    if (waitMs > 0) return { kind: 'busy', waitMs, error: 'paced' }
    if (counts) rateLimiter.take(channelKey)
    const sent = await send()
    if (sent.kind === 'busy' && sent.waitMs > 0) rateLimiter.pause(channelKey, sent.waitMs)
    return sent
  }
  const post = (message: Outgoing) =>
    through(channelKeyOf(team, message.channel), true, () => slack.post(message))
  const update = (message: Outgoing & { ts: string }) =>
    through(channelKeyOf(team, 'updates'), false, () => slack.update(message))
  return { ...slack, post, update }
}
