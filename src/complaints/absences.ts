import type { Complaint } from './complaint.ts'

type Owned = Pick<Complaint, 'outbox' | 'owner'>

/** The reminders that were posted while their owner was in do-not-disturb, each with that owner. */
export function absences({ outbox: { away = {} }, owner }: Owned): { [reminder: string]: string } {
  // Earlier releases stored a list, with the reminders of the present owner only.
  return Array.isArray(away) ? Object.fromEntries(away.map(key => [key, owner])) : away
}

/** True if the present owner was in do-not-disturb when this reminder was posted. */
export const wasAway = (record: Owned, reminder: string): boolean =>
  absences(record)[reminder] === record.owner
