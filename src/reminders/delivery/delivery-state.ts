import { absences } from '../../complaints/absences.ts'
import type { Complaint, Late, Outbox, UnknownOutcome } from '../../complaints/complaint.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { attemptLease, backoff, sendBackoff } from '../../retry-policy.ts'
import type { Sent } from '../../slack/slack.ts'
import { DAY, type Instant } from '../../time/beijing.ts'
import { type Post, unknownOutcomes } from './due-messages.ts'
import type { Shown } from './update-posted.ts'

/** A message that Slack did not take. */
export type DeliveryFailure = Extract<Sent, { kind: 'busy' | 'refused' | 'unknown' }>

/** After so long nobody undoes a step so that a reminder comes back. */
const maxUnknownAge = 30 * DAY

const withOutbox = (complaint: Complaint, outbox: Outbox): Complaint => ({ ...complaint, outbox })

/** What is not known of a message, without who is at it. */
const bare = ({ since, tries, also, digest }: UnknownOutcome): UnknownOutcome => ({
  ...{ since, tries },
  ...(also && { also }),
  ...(digest && { digest }),
})

/** The outbox with these doubts and no others, where nobody is at anything. */
function withUnknownOutcomes(
  { sending: _, doubtful: __, ...rest }: Outbox,
  known: Map<string, UnknownOutcome>,
): Outbox {
  if (known.size === 0) return rest
  return { ...rest, doubtful: Object.fromEntries([...known].map(([key, doubt]) => [key, bare(doubt)])) }
}

/**
 * The record while a message is being sent, by itself or in a digest; what was begun before and not ended stays in doubt.
 */
export function attemptStarted(complaint: Complaint, post: Post, now: Instant, digest?: string): Complaint {
  const known = unknownOutcomes(complaint.outbox)
  const { since, tries } = known.get(post.key) ?? { since: now, tries: 0 }
  known.delete(post.key)
  const also = post.kind === 'reminder' ? post.also : []
  const sending = {
    ...{ key: post.key, since, leaseUntil: now + attemptLease, tries },
    ...(also.length > 0 && { also }),
    ...(digest && { digest }),
  }
  return withOutbox(complaint, { ...withUnknownOutcomes(complaint.outbox, known), sending })
}

/** The record after as many look-ups for the message being sent failed for now. */
export function lookUpCounted(complaint: Complaint, key: string, tries: number): Complaint {
  const { sending, ...rest } = complaint.outbox
  if (sending?.key !== key) return complaint
  return withOutbox(complaint, { ...rest, sending: { ...sending, tries } })
}

/** The record after a look-up that failed for now: nobody tries before another lease is over. */
export function lookUpFailed(complaint: Complaint, key: string, now: Instant): Complaint {
  const known = unknownOutcomes(complaint.outbox)
  const doubt = known.get(key)
  if (!doubt) return complaint
  known.delete(key)
  const sending = { key, ...bare(doubt), tries: doubt.tries + 1, leaseUntil: now + attemptLease }
  return withOutbox(complaint, { ...withUnknownOutcomes(complaint.outbox, known), sending })
}

/**
 * The end of a try is known: no intent and no doubt about that message is left; `earlier`: but that about an earlier try, which
 * could not be looked for.
 */
function attemptEnded(outbox: Outbox, key: string | undefined, earlier = false): Outbox {
  const { sending } = outbox
  const known = unknownOutcomes(outbox)
  const isOther = sending && sending.key !== key
  if (isOther) known.delete(sending.key)
  const doubt = key !== undefined && known.get(key)
  if (doubt && earlier) known.set(key, { ...doubt, tries: 0 })
  else if (doubt) known.delete(key)
  return { ...withUnknownOutcomes(outbox, known), ...(isOther && { sending }) }
}

/**
 * The record once a message stands in Slack as `ts`; `shown`: how much of the history it was made from; `late`: what it told
 * because it came late; `away`: the owner who was in do-not-disturb.
 */
export function messagePosted(
  complaint: Complaint,
  post: Pick<Post, 'kind' | 'key'> & { to?: number; also?: string[] },
  ts: string,
  shown: number,
  { late, away }: { late?: Late | undefined; away?: string | undefined } = {},
) {
  const { trouble, ...rest } = attemptEnded(complaint.outbox, post.key)
  const outbox = { ...rest, ...(trouble && !isOver(trouble, post) && { trouble }) }
  switch (post.kind) {
    case 'card': {
      const posted = outbox.card?.ts !== ts
      return withOutbox(complaint, { ...outbox, card: { ts, shown }, cards: outbox.cards + (posted ? 1 : 0) })
    }
    case 'history':
      return withOutbox(complaint, { ...outbox, told: Math.max(outbox.told, post.to ?? 0) })
    case 'reminder': {
      const keys = [post.key, ...(post.also ?? [])]
      const told = withOutbox(complaint, {
        ...outbox,
        sent: { ...outbox.sent, ...Object.fromEntries(keys.map(key => [key, ts])) },
        ...(late && { late: { ...outbox.late, [post.key]: late } }),
      })
      return away ? postedWhileAway(told, post.key, away) : told
    }
  }
}

/** Only the message that Slack did not take ends the trouble; another one that it takes says nothing of that one. */
const isOver = (
  { key }: NonNullable<Outbox['trouble']>,
  post: Pick<Post, 'kind' | 'key'> & { also?: string[] },
): boolean =>
  post.kind === 'card'
    ? key === undefined || key.startsWith('card:')
    : key === post.key || (key !== undefined && post.also?.includes(key) === true)

/**
 * The record after Slack did not take a message: when to try again, later each time; within two minutes after a refusal, a
 * minute when the fate of a reminder stayed unknown, and half a minute when Slack was not there.
 * A refusal that was told stays the trouble while Slack is merely busy, so that it is not told twice.
 * `earlier`: an earlier try is still to be looked for.
 */
export function deliveryFailed(
  complaint: Complaint,
  key: string | undefined,
  { kind, error, ...rest }: DeliveryFailure,
  now: Instant,
  earlier = false,
) {
  const { trouble, ...outbox } =
    kind === 'unknown' ? complaint.outbox : attemptEnded(complaint.outbox, key, earlier)
  const tries = (trouble?.tries ?? 0) + 1
  const isReminder = key !== undefined && !/^(card|history):/.test(key)
  const policy = sendBackoff[kind === 'unknown' && isReminder ? 'unknownReminder' : kind]
  const pause = backoff(tries, policy)
  const waitMs = 'waitMs' in rest ? rest.waitMs : 0
  const known =
    trouble?.toldOf !== undefined && (kind !== 'refused' || trouble.error === error) ? trouble : undefined
  return withOutbox(complaint, {
    ...outbox,
    trouble: {
      error: known?.error ?? error,
      ...(key !== undefined && { key }),
      since: trouble?.since ?? now,
      retryAt: now + Math.min(policy.max, Math.max(pause, waitMs)),
      tries,
      ...((kind === 'refused' || trouble?.refused) && { refused: true }),
      ...(known && { toldOf: known.toldOf }),
      ...(trouble?.telling && { telling: trouble.telling }),
    },
  })
}

/** Everybody was told that message `of` cannot be delivered. */
export function failureReported(complaint: Complaint, of: string): Complaint {
  const { trouble } = complaint.outbox
  if (!trouble) return complaint
  const { telling: _, ...rest } = trouble
  return withOutbox(complaint, { ...complaint.outbox, trouble: { ...rest, toldOf: of } })
}

/** Some people were told of it, others are to be tried again. */
export function failurePartlyReported(
  complaint: Complaint,
  telling: { of: string; people: string[] },
): Complaint {
  const { trouble } = complaint.outbox
  if (!trouble) return complaint
  return withOutbox(complaint, { ...complaint.outbox, trouble: { ...trouble, telling } })
}

/** The record once the reminders show as much of the history, or after a try that is to be made again at `retryAt`. */
export function postedUpdated(complaint: Complaint, { shown, retryAt }: Shown): Complaint {
  const { outbox } = complaint
  const before = outbox.echo?.shown ?? 0
  const echo = retryAt === undefined ? { shown: Math.max(before, shown) } : { shown: before, retryAt }
  return withOutbox(complaint, { ...outbox, echo })
}

/** Keeps that `owner` was in do-not-disturb when a reminder was posted. */
export const postedWhileAway = (complaint: Complaint, key: string, owner: string): Complaint =>
  withOutbox(complaint, { ...complaint.outbox, away: { ...absences(complaint), [key]: owner } })

/**
 * Nothing is owed at `now`: no intent is left, of trouble only what is about reminders still to come, and of doubt only what is
 * about reminders: one that is kept until morning, or comes back when a step is undone, is looked for then.
 */
export function outboxSettled(
  complaint: Complaint,
  upcomingKeys: ReadonlySet<string>,
  now: Instant,
): Complaint {
  const { trouble, ...outbox } = complaint.outbox
  const canComeBack = (key: string, since: Instant) => parseReminderKey(key) && since + maxUnknownAge > now
  const known = new Map(
    [...unknownOutcomes(outbox)].filter(
      ([key, { since }]) => upcomingKeys.has(key) || canComeBack(key, since),
    ),
  )
  return withOutbox(complaint, {
    ...withUnknownOutcomes(outbox, known),
    ...(trouble && upcomingKeys.has(trouble.key ?? '') && { trouble }),
  })
}

/** The card could not be brought up to date for now: it is left alone for a while. */
export function cardPostponed(complaint: Complaint, until: Instant): Complaint {
  const { card } = complaint.outbox
  return card ? withOutbox(complaint, { ...complaint.outbox, card: { ...card, retryAt: until } }) : complaint
}

/** The card was deleted in Slack: another one is owed. */
export function cardDeleted(complaint: Complaint, ts: string): Complaint {
  const { card, ...outbox } = complaint.outbox
  return card?.ts === ts ? withOutbox(complaint, outbox) : complaint
}

/** The intent to send `key` is given up: it was not posted, for certain; `earlier`: unless an earlier try did. */
export const attemptAbandoned = (complaint: Complaint, key: string, earlier = false): Complaint =>
  withOutbox(complaint, attemptEnded(complaint.outbox, key, earlier))
