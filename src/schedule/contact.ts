import { evidenceWindow } from '../complaints/clocks.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { ReminderStep } from '../complaints/reminder-step.ts'
import { HOUR, type Instant } from '../time/beijing.ts'
import { afterQuiet, type Quiet } from './quiet-hours.ts'

/** Less time than this before the answer is due is for the answer alone. */
const timeForTheAnswer = 6 * HOUR

/** The last moment to talk to the buyer. */
export const lastContact = (complaint: Complaint): Instant => evidenceWindow(complaint).due - timeForTheAnswer

/**
 * To talk to the buyer: once, an hour after the complaint was recorded, and never at night, which is what the rules warn
 * against. None when somebody had taken a step by then, or little time is left.
 */
export function contactNudge(complaint: Complaint, quiet: Quiet, now: Instant): ReminderStep[] {
  const due = complaint.createdAt + HOUR
  const at = afterQuiet(quiet, due)
  const movedOn = complaint.history.some(entry => entry.before && entry.at <= at)
  if (movedOn || Math.max(at, now) > lastContact(complaint)) return []
  return [{ clock: 'contact', base: 'buyer', at, due, loud: false, nightFrom: Number.POSITIVE_INFINITY }]
}
