import type { Complaint } from '../../complaints/complaint.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { dueReminders } from '../delivery/due-messages.ts'

/** Added to a time, this ranks it after every deadline. */
const later = 1e14

/**
 * Rank of a settled complaint among those that wait for the same channel; the lowest goes first. Loud
 * reminders before a deadline rank by that deadline, then other reminders by their time, then cards and
 * history.
 */
export function urgencyOf(complaint: Complaint, context: PlanContext, now: Instant): number {
  const ranks = dueReminders(complaint, context, now).map(({ inChannel, due, at }) =>
    inChannel && due > now ? due : later + at,
  )
  return ranks.length > 0 ? Math.min(...ranks) : 2 * later
}
