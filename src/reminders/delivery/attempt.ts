import type { Entry } from '../../complaints/complaint.ts'
import type { Late } from '../../complaints/outbox.ts'
import type { Names } from '../../messages/parts/history.ts'
import { maxFailedLookUps } from '../../retry-policy.ts'
import type { Sent, Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Claim } from './claim.ts'
import { lookUpCounted } from './delivery-state.ts'
import { lateReminder } from './late-reminder.ts'
import { contentOf } from './message-content.ts'
import type { DeliveryParts } from './parts.ts'
import type { ReminderPost } from './post.ts'

export type AttemptResult = Sent & {
  /** The additions about lateness that the message contains. */
  late?: Late | undefined
  /** True if an earlier attempt still has to be looked up. */
  earlierUnknown?: boolean
  /** History entries that the message is known to show, if that is not all. */
  shown?: number
}

/** Sends a claimed message, unless an earlier attempt of it is found in Slack. */
export async function attempt(parts: DeliveryParts, claim: Claim): Promise<AttemptResult> {
  if (claim.lookUps === undefined) return send(parts, claim, lateAt(parts, claim, parts.now(), claim.due))
  const earlier = await lookUp(parts, claim, claim.lookUps)
  if ('kind' in earlier) return earlier
  return { ...(await send(parts, claim, lateAt(parts, claim, parts.now()))), ...earlier }
}

/** Looks for an earlier attempt. Returns a result if it was found or if the look-up has to be repeated. */
async function lookUp(
  { store, calendar, slackOf, count, log }: DeliveryParts,
  claim: Claim,
  lookUps: number,
): Promise<AttemptResult | { earlierUnknown: boolean }> {
  const { complaint, post, since } = claim
  const { team, channel, id } = complaint
  const found = await slackOf(team).find({ channel, ...addressOf(claim), since })
  count(found.kind, post.kind)
  if (found.kind === 'absent') return { earlierUnknown: false }
  // The message was written at the first attempt, so it reports the lateness as of then.
  if (found.kind === 'found')
    return { kind: 'sent', ts: found.ts, late: lateAt({ calendar }, claim, since), shown: 0 }
  if (found.kind === 'later') {
    const isRepeated = lookUps < maxFailedLookUps
    await store.change({ team, channel, id }, fresh =>
      lookUpCounted(fresh, post.key, isRepeated ? lookUps + 1 : 0),
    )
    if (isRepeated) return { kind: 'unknown', error: found.error }
  }
  count('doubled', post.kind)
  log.warn(
    { complaint: id, key: post.key, error: found.error },
    'cannot look for an earlier message: posting again, it may stand there twice; the history scopes would prevent it',
  )
  return { earlierUnknown: true }
}

async function send(
  { calendar, slackOf, now }: DeliveryParts,
  claim: Claim,
  late: Late | undefined,
): Promise<AttemptResult> {
  const { complaint, settings, post } = claim
  const { team, channel, history } = complaint
  const slack = slackOf(team)
  const names = await namesOf(slack, post.kind === 'history' ? history.slice(post.from, post.to) : [])
  const content = contentOf(complaint, post, { calendar, settings, now: now(), names, late })
  const broadcast = post.kind === 'reminder' && post.reminder.inChannel
  return { ...(await slack.post({ channel, ...addressOf(claim), broadcast, ...content })), late }
}

/** Names of the people who acted, except those that Slack cannot give at the moment. */
async function namesOf(slack: Slack, entries: Entry[]): Promise<Names> {
  const actors = [...new Set(entries.flatMap(({ by }) => by ?? []))]
  const asked = actors.map(async user => [user, (await slack.person(user)).name] as const)
  const answers = await Promise.allSettled(asked)
  return new Map(answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : [])))
}

/** Thread and idempotency key of a message. */
const addressOf = ({ complaint: { id, outbox }, post }: Claim) => ({
  thread: post.kind === 'card' ? undefined : outbox.card?.ts,
  key: `${id}:${post.key}`,
})

const lateAt = (
  { calendar }: Pick<DeliveryParts, 'calendar'>,
  { complaint, settings, post }: Claim,
  at: Instant,
  due?: ReminderPost[],
): Late | undefined =>
  post.kind === 'reminder' ? lateReminder(complaint, { calendar, settings }, post, at, due) : undefined
