import type { Complaint } from '../complaints/complaint.ts'
import type { Rung } from '../complaints/rung.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import { heldUntil, owed } from './agenda.ts'
import { ladders } from './ladder.ts'

/** A reminder and when it is to be posted: at its rung's time, or later where Slack did not take it. */
export type Upcoming = { rung: Rung; at: Instant }

/** The reminders that a settled complaint will be told of if nothing happens to it, earliest first. */
export function upcoming(complaint: Complaint, calendar: Calendar, now: Instant): Upcoming[] {
  const at = heldUntil(complaint.outbox, now) ?? now
  const late = owed(complaint, calendar, now).flatMap(post =>
    post.kind === 'reminder' ? { rung: post.rung, at } : [],
  )
  const ahead = ladders(complaint, calendar, now).flatMap(place => place.ahead)
  return [...late, ...ahead.map(rung => ({ rung, at: rung.at }))].sort((a, b) => a.at - b.at)
}
