import type { Complaint } from '../../complaints/complaint.ts'
import { keyOf } from '../../complaints/keys.ts'
import { maxSendPause } from '../../retry-policy.ts'
import { plannedSince } from '../../schedule/lateness.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import { allowedFrom } from '../../schedule/quiet-hours.ts'
import { type Instant, MINUTE } from '../../time/beijing.ts'
import { unknownOutcomes } from './delivery-state.ts'
import { dueMessages } from './due-messages.ts'
import type { Post } from './post.ts'

/** A due message is looked at every two minutes; if that stopped, another process has delivered it. */
const forgottenAfter = 5 * MINUTE

/** Due messages of a complaint by key, each with the time at which it should have been in Slack. */
type Overdue = { seen: Instant; since: Map<string, Instant> }

export type Undelivered = {
  /** Notes the messages due for a settled complaint at `now`. `wakeAt`: its next wake-up, if known. */
  note(complaint: Complaint, context: PlanContext, now: Instant, wakeAt?: Instant | undefined): void
  /** Time at which a message first attempted at `since` should have been in Slack. */
  dueOf(complaint: Complaint, key: string, context: PlanContext, since: Instant): Instant
  /** Complaints with a due message or a `failing` wake-up, by stored key, and the oldest time. */
  state(now: Instant, failing?: Map<string, Instant>): { complaints: number; since: Instant | undefined }
}

/**
 * Keeps track in memory of the messages that Slack has not taken yet. Updated whenever a complaint is stored
 * or wakes up, so after a restart it is complete once everything due has been looked at.
 */
export function createUndelivered(): Undelivered {
  const overdue = new Map<string, Overdue>()
  const known = (complaint: Complaint, key: string) => overdue.get(keyOf(complaint))?.since.get(key)

  return {
    dueOf(complaint, key, context, since) {
      const at = known(complaint, key)
      if (at !== undefined) return at
      const post = dueMessages(complaint, context, since).find(each => each.key === key)
      return (post && dueAt(complaint, post, context)) ?? since
    },
    note(complaint, context, now, wakeAt = now) {
      const posts = wakeAt > now + maxSendPause ? [] : dueMessages(complaint, context, now)
      const since = new Map(
        posts.map(post => [post.key, known(complaint, post.key) ?? dueAt(complaint, post, context) ?? now]),
      )
      if (since.size > 0) overdue.set(keyOf(complaint), { seen: now, since })
      else overdue.delete(keyOf(complaint))
    },
    state(now, failing = new Map()) {
      for (const [key, { seen }] of overdue) if (Math.abs(now - seen) > forgottenAfter) overdue.delete(key)
      const times = [...overdue.values()]
        .flatMap(({ since }) => [...since.values()])
        .concat(...failing.values())
      const keys = new Set([...overdue.keys(), ...failing.keys()])
      return { complaints: keys.size, since: times.length > 0 ? Math.min(...times) : undefined }
    },
  }
}

/** The time at which the message became due; `undefined` for a card that replaces a deleted one. */
function dueAt(complaint: Complaint, post: Post, context: PlanContext): Instant | undefined {
  const { outbox, history, createdAt } = complaint
  if (post.kind === 'history') return history[post.from]?.at
  if (post.kind === 'reminder') {
    const { at, mayBreakQuietFrom } = post.reminder
    return allowedFrom(
      context.settings.quiet,
      Math.max(at, plannedSince(complaint, context)),
      mayBreakQuietFrom,
    )
  }
  const trouble = outbox.trouble?.key === post.key ? outbox.trouble : undefined
  return outbox.cards === 0 ? createdAt : (trouble?.since ?? unknownOutcomes(outbox).get(post.key)?.since)
}
