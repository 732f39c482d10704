import type { ReminderStep } from '../complaints/reminder-step.ts'
import type { Instant } from '../time/beijing.ts'

/**
 * The step of a clock that applies now, if one has come, and the steps ahead if nothing happens, earliest
 * first. Of a repeated question, only the next one is ahead.
 */
export type ClockPosition = {
  current?: ReminderStep | undefined
  ahead: ReminderStep[]
  /** The step that nobody has answered, if this is the position of its escalation. */
  unanswered?: ReminderStep
}

/** The position in these steps at `now`. Of several at the same moment, only the last in the list comes. */
export function positionOf(reminders: ReminderStep[], now: Instant): ClockPosition {
  const sorted = reminders
    .toSorted((a, b) => a.at - b.at)
    .filter((reminder, index, all) => all[index + 1]?.at !== reminder.at)
  return {
    current: sorted.findLast(reminder => reminder.at <= now),
    ahead: sorted.filter(reminder => reminder.at > now),
  }
}
