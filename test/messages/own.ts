import { isOverdue } from '../../src/complaints/clocks.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { Shortlist } from '../../src/complaints/shortlist.ts'
import type { Instant } from '../../src/time/beijing.ts'
import { calendar } from './samples.ts'

/** A shortlist that leaves nothing out. */
export const whole = (complaints: Complaint[]): Shortlist<Complaint> => ({
  first: complaints,
  count: complaints.length,
})

/** A person's complaints, grouped as on their Home tab. */
export const own = (complaints: Complaint[], now: Instant) => ({
  overdue: whole(complaints.filter(each => isOverdue(each, calendar, now))),
  running: whole(complaints.filter(each => !isOverdue(each, calendar, now))),
})
