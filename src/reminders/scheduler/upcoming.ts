import type { Complaint } from '../../complaints/complaint.ts'
import type { ReminderStep } from '../../complaints/reminder-step.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import { scheduleOf } from '../../schedule/schedule.ts'
import type { Instant } from '../../time/beijing.ts'
import { blockedUntil } from '../delivery/delivery-state.ts'
import { dueMessages } from '../delivery/due-messages.ts'

/** `at`: the reminder's own time, or the next try if Slack did not take it. */
export type Upcoming = { reminder: ReminderStep; at: Instant }

/** Reminders still to come for a settled complaint if nobody does anything, earliest first. */
export function upcoming(complaint: Complaint, context: PlanContext, now: Instant): Upcoming[] {
  const at = blockedUntil(complaint.outbox, now) ?? now
  const late = dueMessages(complaint, context, now).flatMap(post =>
    post.kind === 'reminder' ? { reminder: post.reminder, at } : [],
  )
  const ahead = scheduleOf(complaint, context, now).flatMap(position => position.ahead)
  return [...late, ...ahead.map(reminder => ({ reminder, at: reminder.at }))].sort((a, b) => a.at - b.at)
}
