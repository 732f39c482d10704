import type { Complaint, Late } from '../../complaints/complaint.ts'
import { missedBy } from '../../schedule/lateness.ts'
import type { Terms } from '../../schedule/plan-context.ts'
import type { Instant } from '../../time/beijing.ts'
import { doubts, owedReminders, type ReminderPost } from './due-messages.ts'

/**
 * What a reminder has to tell beside itself when it comes late at `now`; what may stand there, or comes in a message of its
 * own, is not called missed.
 */
export function lateness(
  complaint: Complaint,
  terms: Terms,
  post: Pick<ReminderPost, 'key' | 'also'>,
  now: Instant,
): Late | undefined {
  const { also } = post
  const all = missedBy(complaint, terms, now)
  if (all.length === 0 && also.length === 0) return undefined
  const known = doubts(complaint.outbox)
  const apart = new Set(owedReminders(complaint, terms, now).map(({ key }) => key))
  const missed = all.filter(({ key }) => key === post.key || !(known.has(key) || apart.has(key)))
  return missed.length > 0 || also.length > 0 ? { missed, also } : undefined
}
