import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Ref } from '../../complaints/store.ts'
import { maxFailedLookUps } from '../../retry-policy.ts'
import { isEscalatedKey } from '../../schedule/escalation.ts'
import { lookUpDigest } from '../digests/look-up-digest.ts'
import { type DigestOutcome, type DigestParts, sendDigest } from '../digests/send-digest.ts'
import { attemptAbandoned, blockedUntil, unknownOutcomes } from './delivery-state.ts'
import { findPosted } from './find-posted.ts'
import { lateReminder } from './late-reminder.ts'
import type { Post, ReminderPost } from './post.ts'

/** A settled complaint with its due messages, and the reminders among them. */
export type Due = {
  complaint: Complaint
  settings: ChannelSettings
  posts: Post[]
  reminders: ReminderPost[]
}

/**
 * Looks up messages that may already be in Slack, and sends late reminders in a digest if there are many.
 * `alone`: the complaint's next message is sent on its own, not in a digest.
 */
export async function catchUp(parts: DigestParts, ref: Ref, due: Due): Promise<DigestOutcome> {
  const { complaint, settings, posts, reminders } = due
  for (const { digest, ...unknown } of unknownOutcomes(complaint.outbox).values())
    if (digest) return lookUpDigest(parts, ref, settings, { ...unknown, digest })
  const context = { calendar: parts.calendar, settings }
  const [next] = posts
  return next?.kind === 'reminder' && lateReminder(complaint, context, next, parts.now(), reminders)
    ? catchUpLate(parts, ref, due, next)
    : findEscalating(parts, due)
}

/** Looks up reminders that are no longer due but escalate if they are in Slack and nobody answers. */
async function findEscalating(
  parts: DigestParts,
  { complaint, settings, reminders }: Due,
): Promise<DigestOutcome> {
  const isDue = (key: string) => reminders.some(post => post.key === key)
  const known = await findPosted(parts, complaint, settings, key => isEscalatedKey(key) && !isDue(key))
  return [...known.values()].includes('found') ? 'more' : 'alone'
}

async function catchUpLate(
  parts: DigestParts,
  ref: Ref,
  { complaint, settings, reminders }: Due,
  next: ReminderPost,
): Promise<DigestOutcome> {
  const isDue = (key: string) => reminders.some(post => post.key === key)
  const unknown = unknownOutcomes(complaint.outbox).get(next.key)
  // If it is not in Slack it has to be rewritten, because some reminders that it covered may now have to wait
  // for morning.
  const stoodForMore = unknown?.also !== undefined
  // Others that came due since the attempt go with it.
  const isChosen = (key: string) => !isDue(key) || reminders.length > 1 || stoodForMore
  const known = await findPosted(parts, complaint, settings, isChosen)
  const kind = known.get(next.key)
  if (stoodForMore && (kind === 'cannot' || (kind === 'later' && unknown.tries >= maxFailedLookUps)))
    return giveUpLookUp(parts, ref, next)
  const isSettled = [...known].some(([key, found]) => found === 'found' || (found === 'absent' && isDue(key)))
  return isSettled ? 'more' : sendDigest(parts, ref, settings)
}

/** Lets a message that cannot be looked up be written and sent again: twice is better than never. */
async function giveUpLookUp(
  { store, count, log, now }: DigestParts,
  ref: Ref,
  { key }: ReminderPost,
): Promise<DigestOutcome> {
  count('doubled', 'reminder')
  log.warn({ complaint: ref.id, key }, 'cannot look for an earlier message: it is written again')
  await store.change(ref, fresh =>
    blockedUntil(fresh.outbox, now()) === undefined ? attemptAbandoned(fresh, key) : fresh,
  )
  return 'more'
}
