import type { Complaint } from '../complaints/complaint.ts'
import { settle } from '../complaints/settle.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import { owed } from './agenda.ts'

/** After every deadline there can be. */
const later = 1e14

/**
 * Whose message goes first where many wait for one channel, the lowest first: deadlines that are hours away by what is left
 * of them, then other reminders by their time, then cards and history.
 */
export function urgencyOf(stored: Complaint, calendar: Calendar, now: Instant): number {
  const complaint = settle(stored, now)
  const rungs = owed(complaint, calendar, now).flatMap(post => (post.kind === 'reminder' ? post.rung : []))
  const ranks = rungs.map(({ loud, due, at }) => (loud && due > now ? due : later + at))
  return ranks.length > 0 ? Math.min(...ranks) : 2 * later
}
