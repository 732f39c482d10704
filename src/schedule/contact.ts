import { evidenceWindow } from '../complaints/clocks.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { ReminderStep } from '../complaints/reminder-step.ts'
import { HOUR, type Instant } from '../time/beijing.ts'
import { afterQuiet, type Quiet } from './quiet-hours.ts'

/** From this long before the evidence is due, the shop should prepare evidence and not talk to the buyer. */
const timeForEvidence = 6 * HOUR

/** The latest time at which the app still advises people to talk to the buyer. */
export const lastContact = (complaint: Complaint): Instant => evidenceWindow(complaint).due - timeForEvidence

/**
 * The single reminder that advises people to talk to the buyer, an hour after the complaint was recorded. It
 * never comes in quiet hours, because the rules warn against contacting buyers at night. There is none if a
 * step was taken before its time or if too little time is left.
 */
export function contactReminder(complaint: Complaint, quiet: Quiet, now: Instant): ReminderStep[] {
  const due = complaint.createdAt + HOUR
  const at = afterQuiet(quiet, due)
  const movedOn = complaint.history.some(entry => entry.before && entry.at <= at)
  if (movedOn || Math.max(at, now) > lastContact(complaint)) return []
  return [
    {
      clock: 'contact',
      base: 'buyer',
      at,
      due,
      inChannel: false,
      mayBreakQuietFrom: Number.POSITIVE_INFINITY,
    },
  ]
}
