import type { Complaint, Late } from '../../complaints/complaint.ts'
import { missedBy } from '../../schedule/lateness.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { dueReminderPosts, type ReminderPost, unknownOutcomes } from './due-messages.ts'

/**
 * What a reminder has to tell beside itself when it comes late at `now`; what may stand there, or comes in a message of its
 * own, is not called missed.
 */
export function lateReminder(
  complaint: Complaint,
  context: PlanContext,
  post: Pick<ReminderPost, 'key' | 'also'>,
  now: Instant,
): Late | undefined {
  const { also } = post
  const all = missedBy(complaint, context, now)
  if (all.length === 0 && also.length === 0) return undefined
  const known = unknownOutcomes(complaint.outbox)
  const apart = new Set(dueReminderPosts(complaint, context, now).map(({ key }) => key))
  const missed = all.filter(({ key }) => key === post.key || !(known.has(key) || apart.has(key)))
  return missed.length > 0 || also.length > 0 ? { missed, also } : undefined
}
