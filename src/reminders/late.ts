import type { Complaint, Late } from '../complaints/complaint.ts'
import { missedBy } from '../plan/lateness.ts'
import type { Terms } from '../plan/terms.ts'
import type { Instant } from '../rules/beijing.ts'
import { doubts, type ReminderPost } from './agenda.ts'

/** What a reminder has to tell beside itself when it comes late at `now`; what may stand there is not called missed. */
export function lateness(
  complaint: Complaint,
  terms: Terms,
  post: ReminderPost,
  now: Instant,
): Late | undefined {
  const known = doubts(complaint.outbox)
  const missed = missedBy(complaint, terms, now).filter(({ key }) => key === post.key || !known.has(key))
  const { also } = post
  return missed.length > 0 || also.length > 0 ? { missed, also } : undefined
}
