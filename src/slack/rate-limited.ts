import type { RateLimiter } from './rate-limiter.ts'
import type { Outgoing, Sent, Slack } from './slack.ts'

/** The lane of messages to a channel or a person of a workspace. */
export const channelKeyOf = (team: string, channel: string): string => `${team}:${channel}`

/**
 * A workspace's Slack at the pace that it takes: what comes too early is `busy` without Slack being asked, and a pause that
 * Slack asks for holds for everything that goes the same way. Changes of cards go a way of their own.
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
