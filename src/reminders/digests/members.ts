import type { Complaint } from '../../complaints/complaint.ts'
import type { Late, UnknownOutcome } from '../../complaints/outbox.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { activeAttempt, unknownOutcomes } from '../delivery/delivery-state.ts'
import { dueReminderPosts } from '../delivery/due-messages.ts'
import { lateReminder } from '../delivery/late-reminder.ts'
import type { ReminderPost } from '../delivery/post.ts'
import { urgencyOf } from '../scheduler/urgency.ts'

/** Late reminders of a channel that are sent one by one; more than this become a digest. */
const maxSeparate = 5
/** Complaints in one digest: Slack takes 13,200 characters. */
const maxMembers = 25

/** A complaint's late reminder. `leaseUntil`: it is being sent; `rank`: urgency, the most urgent lowest. */
export type Member = {
  complaint: Complaint
  post: ReminderPost
  late: Late
  leaseUntil: Instant | undefined
  rank: number
}

/** The late reminder of a settled complaint, unless it may be in Slack in a digest other than `digest`. */
export function memberOf(
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
  digest?: string,
): Member | undefined {
  const due = dueReminderPosts(complaint, context, now)
  const [post] = due
  if (!post) return undefined
  const leaseUntil = activeAttempt(complaint.outbox, now)?.leaseUntil
  const unknown = unknownOutcomes(complaint.outbox).get(post.key)
  if (leaseUntil === undefined && unknown?.digest && unknown.digest !== digest) return undefined
  const late = lateReminder(complaint, context, post, now, due)
  return late && { complaint, post, late, leaseUntil, rank: urgencyOf(complaint, context, now) }
}

export type DigestPlan =
  | { do: 'send-alone' }
  /** Some have just been attempted. The others wait for them, so that all go into one digest. */
  | { do: 'wait'; own: Member; until: Instant }
  | { do: 'send-digest'; own: Member; others: Member[] }

/** Decides whether the late reminder of complaint `id` waits, or goes alone or in a digest. */
export function planDigest(late: Member[], id: string, now: Instant): DigestPlan {
  const own = late.find(({ complaint }) => complaint.id === id)
  if (late.length <= maxSeparate || !own) return { do: 'send-alone' }
  const until = late.reduce((latest, { leaseUntil = 0 }) => Math.max(latest, leaseUntil), 0)
  if (until > now) return { do: 'wait', own, until }
  // As few digests as possible, all of about one size.
  const size = Math.ceil(late.length / Math.ceil(late.length / maxMembers))
  const others = late.filter(member => member !== own).toSorted((a, b) => a.rank - b.rank)
  return { do: 'send-digest', own, others: others.slice(0, size - 1) }
}

export const isWorthADigest = (members: Member[]): boolean => members.length > maxSeparate

export type UnknownInDigest = UnknownOutcome & { key: string }

/** The complaint's reminder that may be in Slack in this digest. */
export function unknownIn({ outbox }: Complaint, digest: string): UnknownInDigest | undefined {
  const [key, unknown] = [...unknownOutcomes(outbox)].find(([, each]) => each.digest === digest) ?? []
  return key !== undefined && unknown ? { key, ...unknown } : undefined
}
