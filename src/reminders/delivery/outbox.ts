import type { Complaint } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintWithSettings, Ref } from '../../complaints/store.ts'
import type { Instant } from '../../time/beijing.ts'
import { createLostDigests, type LostDigests } from '../digests/lost-digests.ts'
import { type AfterAttemptParts, keepOutcome, type Next } from './after-attempt.ts'
import { attempt } from './attempt.ts'
import { cardIsStale, cardRestsUntil } from './card-state.ts'
import { catchUp, type Due } from './catch-up.ts'
import { claimAttempt, type Note } from './claim.ts'
import { blockedUntil } from './delivery-state.ts'
import { dueMessages } from './due-messages.ts'
import { updateFormerCards } from './former-cards.ts'
import { postponeCard, refreshCard } from './refresh-card.ts'
import { postedUpdated } from './stale-reminder.ts'
import { updatePosted } from './update-posted.ts'

export type OutboxParts = AfterAttemptParts & {
  /** The earliest time at which the complaint's channel takes another message. */
  opensAt: (ref: Ref) => Instant
}

type Parts = OutboxParts & { lost: LostDigests }

/** `complaint`: as last read; `more`: messages remain, to be sent once the channel takes another one. */
export type Delivered = { complaint: Complaint | undefined; more: boolean }

/**
 * Creates the function that sends all due messages of a complaint, each once: it stores the intent, posts
 * the message, and marks it as posted. After an unknown outcome it looks the message up before posting
 * again. Where no look-up is possible it posts again anyway: twice is better than never.
 */
export function createOutbox(outboxParts: OutboxParts): (ref: Ref) => Promise<Delivered> {
  const parts = { ...outboxParts, lost: createLostDigests(outboxParts.now) }
  return async ref => {
    let seen = await parts.store.look(ref)
    for (let isRepeat = false; seen; isRepeat = true) {
      const next = await step(parts, ref, seen, isRepeat)
      if (next !== 'more') return { complaint: seen.complaint, more: next === 'later' }
      seen = await parts.store.look(ref)
    }
    return { complaint: undefined, more: false }
  }
}

/**
 * Sends one message or updates posted ones. `isRepeat`: an earlier step of this run has already stored the
 * next wake-up, so there is nothing to store if nothing is left to do.
 */
async function step(
  parts: Parts,
  ref: Ref,
  { complaint: stored, settings }: ComplaintWithSettings,
  isRepeat: boolean,
): Promise<Next> {
  const now = parts.now()
  const complaint = settle(stored, now)
  const posts = dueMessages(complaint, { calendar: parts.calendar, settings }, now)
  const reminders = posts.filter(post => post.kind === 'reminder')
  const due = { complaint, settings, posts, reminders }
  const isBlocked = blockedUntil(complaint.outbox, now) !== undefined
  const prepared = isBlocked ? [] : await prepare(parts, ref, due, now)
  if (!Array.isArray(prepared)) return prepared
  const shows = isBlocked || posts.length > 0 ? undefined : await updateOthers(parts, due)
  const notes = shows ? [...prepared, (fresh: Complaint) => postedUpdated(fresh, shows)] : prepared
  const isSettled = complaint === stored && posts.length === 0 && isClear(complaint)
  if (isRepeat && isSettled && notes.length === 0) return 'done'
  return (await sendNext(parts, ref, notes)) ?? (shows && shows.retryAt === undefined ? 'more' : 'done')
}

/**
 * Does the work that precedes the next message. Returns the notes to store with its claim, or, if no message
 * is to be claimed in this step, how to continue.
 */
async function prepare(parts: Parts, ref: Ref, due: Due, now: Instant): Promise<Next | Note[]> {
  if (due.posts.length > 0 && parts.opensAt(ref) > now) return 'later'
  const caughtUp = await catchUp(parts, ref, due)
  return caughtUp === 'alone' ? updateCard(parts, ref, due) : caughtUp
}

/** True if the outbox holds no attempt, unknown outcome or failure. */
const isClear = ({ outbox: { sending, doubtful, trouble } }: Complaint): boolean =>
  !sending && !doubtful && !trouble

/**
 * Updates a card that is stale, or whose thread is about to get a reminder. Returns the notes to store, or
 * `done` if Slack refused an update that no reminder waits for.
 */
async function updateCard(
  parts: Parts,
  ref: Ref,
  { complaint, settings, posts }: Due,
): Promise<'done' | Note[]> {
  const { now, reportFailure } = parts
  const isStale = cardIsStale(complaint) && cardRestsUntil(complaint.outbox, now()) === undefined
  const beforeReminder = posts[0]?.kind === 'reminder'
  if (!isStale && !beforeReminder) return []
  const { failure, note } = await refreshCard(parts, complaint, settings.lang)
  if (failure?.kind === 'refused' && !beforeReminder) {
    await reportFailure(ref, { key: undefined, failure, tell: true })
    return 'done'
  }
  if (failure && failure.kind !== 'refused' && isStale) return [postponeCard(failure, now())]
  return note ? [note] : []
}

/** Updates former cards and posted reminders. They are less urgent, so they wait until no message is due. */
async function updateOthers(parts: Parts, { complaint, settings }: Due) {
  await updateFormerCards(parts, complaint, settings.lang)
  return updatePosted(parts, complaint, { calendar: parts.calendar, settings, now: parts.now() })
}

/** Claims and sends the next message; `undefined` if none may be sent now. */
async function sendNext(parts: Parts, ref: Ref, notes: Note[]): Promise<Next | undefined> {
  const claim = await claimAttempt(parts, ref, notes)
  if (!claim) return undefined
  const { post } = claim
  const result = await attempt(parts, claim)
  parts.count(result.kind, post.kind === 'reminder' ? post.reminder.clock : post.kind)
  if (post.kind === 'reminder') parts.lost.sentAlone(ref, result.kind === 'sent')
  return keepOutcome(parts, ref, claim, result)
}
