import type { Complaint } from '../../complaints/complaint.ts'
import type { Late } from '../../complaints/outbox.ts'
import { missedBy } from '../../schedule/lateness.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { unknownOutcomes } from './delivery-state.ts'
import { dueReminderPosts } from './due-messages.ts'
import type { ReminderPost } from './post.ts'

/**
 * The additions to a reminder that is sent late, at `now`; `undefined` if it is in time. Reminders that may
 * already be in Slack, or that have a separate post among those `due`, are not listed as missed.
 */
export function lateReminder(
  complaint: Complaint,
  context: PlanContext,
  { key, also }: Pick<ReminderPost, 'key' | 'also'>,
  now: Instant,
  due?: ReminderPost[],
): Late | undefined {
  const all = missedBy(complaint, context, now)
  if (all.length === 0 && also.length === 0) return undefined
  const unknown = unknownOutcomes(complaint.outbox)
  const separate = new Set((due ?? dueReminderPosts(complaint, context, now)).map(post => post.key))
  const missed = all.filter(each => each.key === key || !(unknown.has(each.key) || separate.has(each.key)))
  return missed.length > 0 || also.length > 0 ? { missed, also } : undefined
}
