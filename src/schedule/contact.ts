import { evidenceWindow } from '../complaints/clocks.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { ReminderStep } from '../complaints/reminder-step.ts'
import { HOUR, type Instant } from '../time/beijing.ts'
import { afterQuiet, type Quiet } from './quiet-hours.ts'

/** The last hours before the evidence is due are for the evidence alone. */
const timeForEvidence = 6 * HOUR

/** The latest time at which people are advised to talk to the buyer. */
export const lastContact = (complaint: Complaint): Instant => evidenceWindow(complaint).due - timeForEvidence

/**
 * The advice to talk to the buyer: once, an hour after the complaint was recorded, and never at night, which the rules warn
 * against. None if a step had been taken by then, or little time is left.
 */
export function contactReminder(complaint: Complaint, quiet: Quiet, now: Instant): ReminderStep[] {
  const due = complaint.createdAt + HOUR
  const at = afterQuiet(quiet, due)
  const movedOn = complaint.history.some(entry => entry.before && entry.at <= at)
  if (movedOn || Math.max(at, now) > lastContact(complaint)) return []
  return [{ clock: 'contact', base: 'buyer', at, due, loud: false, nightFrom: Number.POSITIVE_INFINITY }]
}
