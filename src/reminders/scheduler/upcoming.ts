import type { Complaint } from '../../complaints/complaint.ts'
import type { Rung } from '../../complaints/reminder-step.ts'
import type { Terms } from '../../schedule/plan-context.ts'
import { ladders } from '../../schedule/schedule.ts'
import type { Instant } from '../../time/beijing.ts'
import { heldUntil, owed } from '../delivery/due-messages.ts'

/** A reminder and when it is to be posted: at its rung's time, or later where Slack did not take it. */
export type Upcoming = { rung: Rung; at: Instant }

/** The reminders that a settled complaint will be told of if nothing happens to it, earliest first. */
export function upcoming(complaint: Complaint, terms: Terms, now: Instant): Upcoming[] {
  const at = heldUntil(complaint.outbox, now) ?? now
  const late = owed(complaint, terms, now).flatMap(post =>
    post.kind === 'reminder' ? { rung: post.rung, at } : [],
  )
  const ahead = ladders(complaint, terms, now).flatMap(place => place.ahead)
  return [...late, ...ahead.map(rung => ({ rung, at: rung.at }))].sort((a, b) => a.at - b.at)
}
