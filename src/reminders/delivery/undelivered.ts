import type { Complaint } from '../../complaints/complaint.ts'
import { keyOf } from '../../complaints/keys.ts'
import { maxSendPause } from '../../retry-policy.ts'
import { plannedSince } from '../../schedule/lateness.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import { allowedFrom } from '../../schedule/quiet-hours.ts'
import { type Instant, MINUTE } from '../../time/beijing.ts'
import { dueMessages, type Post, unknownOutcomes } from './due-messages.ts'

/** An owed message is looked at every two minutes at least; one that is not any more was delivered by another process. */
const forgottenAfter = 5 * MINUTE

/** The messages that a complaint is owed, each with the time at which it should have stood in Slack. */
type Owing = { seen: Instant; since: Map<string, Instant> }

export type Undelivered = {
  /** Notes what a settled complaint is owed at `now`; `wakeAt`: when it is looked at next, if that is known. */
  note(complaint: Complaint, context: PlanContext, now: Instant, wakeAt?: Instant | undefined): void
  /** When a message that a settled complaint was owed at its first try, at `since`, should have stood in Slack. */
  dueOf(complaint: Complaint, key: string, context: PlanContext, since: Instant): Instant
  /**
   * How many complaints are owed a message whose time has come, and since when the oldest is; `failing`: stored keys that
   * cannot be looked after, and since when, count as well.
   */
  state(now: Instant, failing?: Map<string, Instant>): { complaints: number; since: Instant | undefined }
}

/**
 * Messages that Slack has not taken yet, kept in memory: updated whenever a complaint is stored or comes due, so complete
 * after a restart once everything that is due has been looked at.
 */
export function createUndelivered(): Undelivered {
  const owing = new Map<string, Owing>()
  const known = (complaint: Complaint, key: string) => owing.get(keyOf(complaint))?.since.get(key)

  return {
    dueOf(complaint, key, context, since) {
      const post = dueMessages(complaint, context, since).find(each => each.key === key)
      return known(complaint, key) ?? (post && dueAt(complaint, post, context)) ?? since
    },
    note(complaint, context, now, wakeAt = now) {
      const posts = wakeAt > now + maxSendPause ? [] : dueMessages(complaint, context, now)
      const since = new Map(
        posts.map(post => [post.key, known(complaint, post.key) ?? dueAt(complaint, post, context) ?? now]),
      )
      if (since.size > 0) owing.set(keyOf(complaint), { seen: now, since })
      else owing.delete(keyOf(complaint))
    },
    state(now, failing = new Map()) {
      for (const [key, { seen }] of owing) if (Math.abs(now - seen) > forgottenAfter) owing.delete(key)
      const times = [...owing.values()]
        .flatMap(({ since }) => [...since.values()])
        .concat(...failing.values())
      const keys = new Set([...owing.keys(), ...failing.keys()])
      return { complaints: keys.size, since: times.length > 0 ? Math.min(...times) : undefined }
    },
  }
}

/** The time of a message by the record; `undefined` for a card that was deleted, of which nobody knows when. */
function dueAt(complaint: Complaint, post: Post, context: PlanContext): Instant | undefined {
  const { outbox, history, createdAt } = complaint
  if (post.kind === 'history') return history[post.from]?.at
  if (post.kind === 'reminder') {
    const { at, nightFrom } = post.reminder
    return allowedFrom(context.settings.quiet, Math.max(at, plannedSince(complaint, context)), nightFrom)
  }
  const trouble = outbox.trouble?.key === post.key ? outbox.trouble : undefined
  return outbox.cards === 0 ? createdAt : (trouble?.since ?? unknownOutcomes(outbox).get(post.key)?.since)
}
