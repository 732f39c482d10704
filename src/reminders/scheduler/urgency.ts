import type { Complaint } from '../../complaints/complaint.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { dueReminders } from '../delivery/due-messages.ts'

/** After every deadline there can be. */
const later = 1e14

/**
 * Of a settled complaint: whose message goes first where many wait for one channel, the lowest first: deadlines that are hours away by what is left
 * of them, then other reminders by their time, then cards and history.
 */
export function urgencyOf(complaint: Complaint, context: PlanContext, now: Instant): number {
  const ranks = dueReminders(complaint, context, now).map(({ loud, due, at }) =>
    loud && due > now ? due : later + at,
  )
  return ranks.length > 0 ? Math.min(...ranks) : 2 * later
}
