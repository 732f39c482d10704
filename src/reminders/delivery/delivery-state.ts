import { absences } from '../../complaints/absences.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Late, Outbox, UnknownOutcome } from '../../complaints/outbox.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { attemptLease, maxSendPause } from '../../retry-policy.ts'
import { DAY, type Instant } from '../../time/beijing.ts'
import type { Post } from './post.ts'

// The outbox of a complaint: what is known of each message, and how attempts and look-ups change that.

/** Age at which an unknown outcome is dropped: undoing a step so late, which would need it, is implausible. */
const maxUnknownAge = 30 * DAY

export const withOutbox = (complaint: Complaint, outbox: Outbox): Complaint => ({ ...complaint, outbox })

/** Messages whose last attempt may or may not have been posted, an unfinished attempt included. */
export function unknownOutcomes({ doubtful = {}, sending }: Outbox): Map<string, UnknownOutcome> {
  const unknown = new Map<string, UnknownOutcome>(Object.entries(doubtful))
  if (sending && !sending.waits) unknown.set(sending.key, sending)
  return unknown
}

/** The attempt that holds a lease; one that ends too far ahead comes from a clock that has been set back. */
export const activeAttempt = ({ sending }: Outbox, now: Instant): Outbox['sending'] =>
  sending && sending.leaseUntil > now && sending.leaseUntil <= now + attemptLease ? sending : undefined

/** Earliest time to send, by the lease and the pause after a failure; `undefined`: now. */
export function blockedUntil(outbox: Outbox, now: Instant): Instant | undefined {
  const retryAt = outbox.trouble?.retryAt ?? 0
  const until = Math.max(
    activeAttempt(outbox, now)?.leaseUntil ?? 0,
    retryAt <= now + maxSendPause ? retryAt : 0,
  )
  return until > now ? until : undefined
}

/**
 * Starts an attempt to send a message, alone or in a digest. Any other unfinished attempt becomes an unknown
 * outcome; an earlier attempt of the same message keeps its start and its look-ups.
 */
export function attemptStarted(complaint: Complaint, post: Post, now: Instant, digest?: string): Complaint {
  const unknown = unknownOutcomes(complaint.outbox)
  const { since, tries } = unknown.get(post.key) ?? { since: now, tries: 0 }
  unknown.delete(post.key)
  const also = post.kind === 'reminder' ? post.also : []
  const sending = {
    ...{ key: post.key, since, leaseUntil: now + attemptLease, tries },
    ...(also.length > 0 && { also }),
    ...(digest && { digest }),
  }
  return withOutbox(complaint, { ...withUnknownOutcomes(complaint.outbox, unknown), sending })
}

/** Holds a reminder back until `until`, when it can join a digest. Nothing is sent meanwhile. */
export function attemptHeldBack(complaint: Complaint, post: Post, until: Instant): Complaint {
  const { sending, ...rest } = attemptStarted(complaint, post, until - attemptLease).outbox
  if (!sending) return complaint
  const isNew = !unknownOutcomes(complaint.outbox).has(post.key)
  return withOutbox(complaint, { ...rest, sending: { ...sending, ...(isNew && { waits: true }) } })
}

/** Sets the failed look-ups of the message being sent. */
export function lookUpCounted(complaint: Complaint, key: string, tries: number): Complaint {
  const { sending, ...rest } = complaint.outbox
  if (sending?.key !== key) return complaint
  return withOutbox(complaint, { ...rest, sending: { ...sending, tries } })
}

/** Counts a failed look-up and takes another lease, so that the next one waits. */
export function lookUpFailed(complaint: Complaint, key: string, now: Instant): Complaint {
  const unknown = unknownOutcomes(complaint.outbox)
  const outcome = unknown.get(key)
  if (!outcome) return complaint
  unknown.delete(key)
  const sending = { key, ...bare(outcome), tries: outcome.tries + 1, leaseUntil: now + attemptLease }
  return withOutbox(complaint, { ...withUnknownOutcomes(complaint.outbox, unknown), sending })
}

/** Ends an attempt that posted nothing. `earlierUnknown`: one before it remains to be looked up. */
export const attemptAbandoned = (complaint: Complaint, key: string, earlierUnknown = false): Complaint =>
  withOutbox(complaint, attemptEnded(complaint.outbox, key, earlierUnknown))

/**
 * Marks a message as posted as `ts`. `shown`: history entries that it shows; `late`: what it told because it
 * came late; `away`: the owner, if they were in do-not-disturb.
 */
export function messagePosted(
  complaint: Complaint,
  post: Pick<Post, 'kind' | 'key'> & { to?: number; also?: string[] },
  ts: string,
  shown: number,
  { late, away }: { late?: Late | undefined; away?: string | undefined } = {},
) {
  const { trouble, ...rest } = attemptEnded(complaint.outbox, post.key)
  const outbox = { ...rest, ...(trouble && !endsTrouble(trouble, post) && { trouble }) }
  switch (post.kind) {
    case 'card': {
      const isNew = outbox.card?.ts !== ts
      return withOutbox(complaint, { ...outbox, card: { ts, shown }, cards: outbox.cards + (isNew ? 1 : 0) })
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

/** Records that `owner` was in do-not-disturb when a reminder was posted. */
export const postedWhileAway = (complaint: Complaint, key: string, owner: string): Complaint =>
  withOutbox(complaint, { ...complaint.outbox, away: { ...absences(complaint), [key]: owner } })

/**
 * Clears the outbox once nothing is due, except for a failure of an upcoming reminder, and unknown outcomes
 * of reminders that wait for morning or come back when a step is undone, which are looked up then.
 */
export function outboxSettled(
  complaint: Complaint,
  upcomingKeys: ReadonlySet<string>,
  now: Instant,
): Complaint {
  const { trouble, ...outbox } = complaint.outbox
  const canComeBack = (key: string, since: Instant) => parseReminderKey(key) && since + maxUnknownAge > now
  const kept = [...unknownOutcomes(outbox)].filter(
    ([key, { since }]) => upcomingKeys.has(key) || canComeBack(key, since),
  )
  return withOutbox(complaint, {
    ...withUnknownOutcomes(outbox, new Map(kept)),
    ...(trouble && upcomingKeys.has(trouble.key ?? '') && { trouble }),
  })
}

/** The outbox once the outcome of `key` is known, unless an earlier attempt of it remains to be looked up. */
export function attemptEnded(outbox: Outbox, key: string | undefined, earlierUnknown = false): Outbox {
  const { sending } = outbox
  const unknown = unknownOutcomes(outbox)
  const isOther = sending && sending.key !== key
  if (isOther) unknown.delete(sending.key)
  const outcome = key !== undefined && unknown.get(key)
  if (outcome && earlierUnknown) unknown.set(key, { ...outcome, tries: 0 })
  else if (outcome) unknown.delete(key)
  return { ...withUnknownOutcomes(outbox, unknown), ...(isOther && { sending }) }
}

/** The outbox with exactly these unknown outcomes and no attempt under way. */
function withUnknownOutcomes(
  { sending: _, doubtful: __, ...rest }: Outbox,
  unknown: Map<string, UnknownOutcome>,
): Outbox {
  if (unknown.size === 0) return rest
  const doubtful = Object.fromEntries([...unknown].map(([key, outcome]) => [key, bare(outcome)]))
  return { ...rest, doubtful }
}

/**
 * The unknown outcome alone, without the fields that an unfinished attempt adds to it, such as its lease.
 */
const bare = ({ since, tries, also, digest }: UnknownOutcome): UnknownOutcome => ({
  ...{ since, tries },
  ...(also && { also }),
  ...(digest && { digest }),
})

/** True if the posted message is the one that had failed. Any other one does not end the trouble. */
const endsTrouble = (
  { key }: NonNullable<Outbox['trouble']>,
  post: Pick<Post, 'kind' | 'key'> & { also?: string[] },
): boolean =>
  post.kind === 'card'
    ? key === undefined || key.startsWith('card:')
    : key === post.key || (key !== undefined && post.also?.includes(key) === true)
