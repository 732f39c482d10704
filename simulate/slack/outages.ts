import type { Found, Sent } from '../../src/slack/slack.ts'
import { type Instant, SECOND } from '../../src/time/beijing.ts'
import { type Chronicle, counted } from '../chronicle.ts'
import type { Faults } from '../faults.ts'
import type { Timeline } from '../timeline.ts'
import type { Workspace } from '../workspaces.ts'

/** The app stops waiting for Slack after this time. */
export const timeoutMs = 10 * SECOND

export const unknown = (error: string): Sent => ({ kind: 'unknown', error })
export type Blocked = { ms: number; sent: Exclude<Sent, { kind: 'sent' }> }
export type Outages = ReturnType<typeof createOutages>

/** Says what of one workspace's Slack does not work just now. */
export function createOutages(
  { team, gone }: Workspace,
  { timeline, chronicle, faults }: { timeline: Timeline; chronicle: Chronicle; faults: Faults },
) {
  const during = ({ from, to }: { from: Instant; to?: Instant }) =>
    from <= timeline.now() && timeline.now() < (to ?? chronicle.end)
  const down = () => faults.slackDown.find(each => each.team === team && during(each))

  /** Why every call about a channel fails. */
  function blocked(channel: string): Blocked | undefined {
    const outage = down()
    if (outage) {
      counted(chronicle, 'call while Slack was down')
      if (outage.how === 'refused') return { ms: 5, sent: { kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' } }
      return outage.how === 'hangs'
        ? { ms: timeoutMs, sent: { kind: 'unknown', error: 'TimeoutError' } }
        : { ms: 80, sent: { kind: 'unknown', error: 'http_503' } }
    }
    const limit = faults.rateLimits.find(
      each => each.team === team && each.channel === channel && during(each),
    )
    if (!limit) return undefined
    counted(chronicle, '429 in a spell')
    return { ms: 40, sent: { kind: 'busy', waitMs: limit.retryAfter, error: 'ratelimited' } }
  }

  return {
    blocked,
    isDown: () => down() !== undefined,
    /** True while the app has no right to look for messages. */
    isBlind: () => faults.blind.some(each => each.team === team && during(each)),
    /** The error with which a channel refuses every message. */
    deadness: (channel: string): string | undefined =>
      faults.deadChannels.find(each => each.team === team && each.channel === channel && during(each))
        ?.error ?? (gone.includes(channel) ? 'user_disabled' : undefined),
    /** Slack tells of a span of do-not-disturb that lasts or is to come, not of one that is over. */
    isAway: (user: string, at: Instant) =>
      faults.away.some(
        each => each.user === user && each.from <= at && at < each.to && timeline.now() < each.to,
      ),
  }
}

/** Why a look-up fails while its channel is blocked. */
export const failedLookUp = ({ sent }: Blocked): Exclude<Found, { kind: 'found' | 'absent' }> =>
  sent.kind === 'busy' && sent.waitMs > 0
    ? { kind: 'cannot', error: 'ratelimited' }
    : { kind: 'later', error: 'ECONNRESET' }
