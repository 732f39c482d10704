import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Channels } from '../../complaints/channels.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref, Seen } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { maxFailedLookUps, maxSendPause, minCardUpdatePause, reportUnknownAfter } from '../../retry-policy.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { isEscalatedKey } from '../../schedule/escalation.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import { createDigests } from '../digests/digests.ts'
import { joinLate } from '../digests/late-joining.ts'
import { absentOwner } from './absence.ts'
import { attempt, type Tried } from './attempt.ts'
import { type Claim, claimAttempt, type Note } from './claim.ts'
import type { createFailureReports } from './delivery-failure.ts'
import {
  attemptAbandoned,
  cardDeleted,
  cardPostponed,
  messagePosted,
  postedUpdated,
} from './delivery-state.ts'
import {
  blockedUntil,
  cardIsStale,
  cardRestsUntil,
  dueMessages,
  type Post,
  unknownOutcomes,
} from './due-messages.ts'
import { findPosted } from './find-posted.ts'
import { tellFormerCards } from './former-cards.ts'
import { lateReminder } from './overdue.ts'
import { cardIsGone, refreshCard } from './refresh-card.ts'
import { type Shown, updatePosted } from './update-posted.ts'

/** `since`: when its first try began. */
export type Posted = (
  complaint: Complaint,
  post: Pick<Post, 'kind' | 'key'>,
  context: PlanContext,
  stands: { ts: string; since: Instant },
) => void

export type OutboxParts = {
  /** When the next message may go to a complaint's channel. */
  opensAt: (ref: Ref) => Instant
  store: ComplaintStore
  channels: Channels
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  inTrouble: ReturnType<typeof createFailureReports>
  /** Told of each message that is known to stand in Slack, before its mark is kept. */
  posted?: Posted
  count: (
    what: 'sent' | 'busy' | 'refused' | 'unknown' | 'found' | 'absent' | 'later' | 'cannot' | 'doubled',
    of: string,
  ) => void
}

/** What is left to do for a complaint: more at once, more once its channel takes another message, or nothing for now. */
type Next = 'more' | 'later' | 'done'

export type Delivered = { complaint: Complaint | undefined; more: boolean }

/**
 * Posts everything that a complaint is owed, each message once: intent first, then the message, then its mark.
 * After a try with an unknown end the message is looked for before it is posted again; if it cannot be looked for,
 * twice is better than never. `more`: there is more to post, once the channel takes another message; `complaint`: as it was last seen.
 */
export function createOutbox(parts: OutboxParts): (ref: Ref) => Promise<Delivered> {
  const { opensAt, store, calendar, now, log, inTrouble, count } = parts
  const digests = createDigests(parts)

  /**
   * Late reminders of many complaints of a channel go in one message; what may stand there is looked for before, and at any time
   * what others are called for when nobody answers it.
   */
  async function catchUp(
    ref: Ref,
    complaint: Complaint,
    settings: ChannelSettings,
    posts: Post[],
  ): Promise<'alone' | 'more' | 'later'> {
    const [next] = posts
    for (const { digest, ...doubt } of unknownOutcomes(complaint.outbox).values())
      if (digest) return digests.lookFor(ref, settings, { ...doubt, digest })
    const owing = posts.filter(({ kind }) => kind === 'reminder')
    const isOwing = (key: string) => owing.some(post => post.key === key)
    if (next?.kind !== 'reminder' || !lateReminder(complaint, { calendar, settings }, next, now())) {
      const known = await findPosted(parts, complaint, settings, key => isEscalatedKey(key) && !isOwing(key))
      return [...known.values()].includes('found') ? 'more' : 'alone'
    }
    // One that was tried before others came due goes with them, and one that told more is written anew, for some of that may have
    // to wait for morning by now, unless it stands there.
    const tried = unknownOutcomes(complaint.outbox).get(next.key)
    const toldMore = tried?.also !== undefined
    const known = await findPosted(
      parts,
      complaint,
      settings,
      key => !isOwing(key) || owing.length > 1 || toldMore,
    )
    const kind = known.get(next.key)
    if (toldMore && (kind === 'cannot' || (kind === 'later' && tried.tries >= maxFailedLookUps))) {
      count('doubled', 'reminder')
      log.warn({ complaint: ref.id, key: next.key }, 'cannot look for an earlier message: it is written anew')
      await store.change(ref, fresh =>
        blockedUntil(fresh.outbox, now()) === undefined ? attemptAbandoned(fresh, next.key) : fresh,
      )
      return 'more'
    }
    const isClear = [...known].some(([key, kind]) => kind === 'found' || (kind === 'absent' && isOwing(key)))
    return isClear ? 'more' : digests.send(ref, settings)
  }

  /** `again`: the last step's change has set the wake-up anew. */
  async function step(ref: Ref, { complaint: stored, settings }: Seen, again: boolean): Promise<Next> {
    const complaint = settle(stored, now())
    const posts = dueMessages(complaint, { calendar, settings }, now())
    const [next] = posts
    const held = blockedUntil(complaint.outbox, now()) !== undefined
    if (!held && next && opensAt(ref) > now()) return 'later'
    if (!held) {
      const outcome = await catchUp(ref, complaint, settings, posts)
      if (outcome !== 'alone') return outcome
    }
    const notes: Note[] = []
    const stale = cardIsStale(complaint) && cardRestsUntil(complaint.outbox, now()) === undefined
    if (!held && (stale || next?.kind === 'reminder')) {
      const { failed, note } = await refreshCard(parts, complaint, settings.lang)
      if (failed?.kind === 'refused' && next?.kind !== 'reminder') {
        await inTrouble(ref, { key: undefined, trouble: failed, tell: true })
        return 'done'
      }
      if (note) notes.push(note)
      // Messages do not wait for a card that Slack will not change just now.
      if (failed && failed.kind !== 'refused' && stale) {
        const pause =
          failed.kind === 'busy' ? Math.max(failed.waitMs, minCardUpdatePause) : minCardUpdatePause
        const until = now() + Math.min(pause, maxSendPause)
        notes.push(fresh => cardPostponed(fresh, until))
      }
    }
    const shows = held || next ? undefined : await tidyUp(complaint, settings)
    if (shows) notes.push(fresh => postedUpdated(fresh, shows))
    const { sending, doubtful, trouble } = complaint.outbox
    const isClear = again && complaint === stored && !next && !sending && !doubtful && !trouble
    const claimed = isClear && notes.length === 0 ? undefined : await claimAttempt(parts, ref, notes)
    if (!claimed) return shows && shows.retryAt === undefined ? 'more' : 'done'
    const { post } = claimed
    const tried = await attempt(parts, claimed)
    count(tried.kind, post.kind === 'reminder' ? post.reminder.clock : post.kind)
    if (post.kind === 'reminder') digests.wentAlone(ref, tried.kind === 'sent')
    return keepOutcome(ref, claimed, tried)
  }

  /** Keeps what became of a try. */
  async function keepOutcome(
    ref: Ref,
    { complaint, settings, post, since }: Claim,
    { earlier = false, shown = complaint.history.length, ...sent }: Tried,
  ): Promise<Next> {
    // Unknown: the lease goes on, and at its end the message is looked for.
    if (sent.kind === 'unknown') {
      const { error } = sent
      log.warn({ complaint: ref.id, key: post.key, error }, 'a message may or may not have been posted')
      if (now() - since >= reportUnknownAfter)
        await inTrouble(ref, { key: post.key, trouble: sent, tell: true })
      return 'done'
    }
    const { card } = complaint.outbox
    if (sent.kind === 'refused' && card && cardIsGone.test(sent.error)) {
      await store.change(ref, fresh => cardDeleted(attemptAbandoned(fresh, post.key), card.ts))
      return 'more'
    }
    // Slack asked for a pause: it is its channel that waits, not this complaint.
    if (sent.kind === 'busy' && sent.waitMs > 0) {
      await store.change(ref, fresh => attemptAbandoned(fresh, post.key, earlier))
      return 'later'
    }
    if (sent.kind !== 'sent') {
      const tell = sent.kind === 'refused' && !(await joinLate(parts.slackOf, complaint, sent.error))
      await inTrouble(ref, { key: post.key, trouble: sent, tell, earlier })
      return 'done'
    }
    const { late, ts } = sent
    parts.posted?.(complaint, post, { calendar, settings }, { ts, since })
    const away = await absentOwner(parts, complaint, post.key, ts)
    await store.change(ref, fresh => messagePosted(fresh, post, ts, shown, { late, away }))
    return 'more'
  }

  /** What does not need to be posted anew is changed once nothing else is owed. What the reminders show then, if that is more. */
  async function tidyUp(complaint: Complaint, settings: ChannelSettings): Promise<Shown | undefined> {
    await tellFormerCards(parts, complaint, settings.lang)
    return updatePosted(parts, complaint, { calendar, settings, now: now() })
  }

  return async ref => {
    let seen = await store.look(ref)
    for (let again = false; seen; again = true) {
      const next = await step(ref, seen, again)
      if (next !== 'more') return { complaint: seen.complaint, more: next === 'later' }
      seen = await store.look(ref)
    }
    return { complaint: undefined, more: false }
  }
}
