import type { Complaint } from '../../complaints/complaint.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { dueReminders } from '../delivery/due-messages.ts'

/** Later than any deadline. */
const later = 1e14

/**
 * Rank of a settled complaint among those that wait for one channel, lowest first: reminders of a deadline hours away by
 * that deadline, then other reminders by their time, then cards and history.
 */
export function urgencyOf(complaint: Complaint, context: PlanContext, now: Instant): number {
  const ranks = dueReminders(complaint, context, now).map(({ loud, due, at }) =>
    loud && due > now ? due : later + at,
  )
  return ranks.length > 0 ? Math.min(...ranks) : 2 * later
}
