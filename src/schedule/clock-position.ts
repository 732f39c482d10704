import type { ReminderStep } from '../complaints/reminder-step.ts'
import type { Instant } from '../time/beijing.ts'

/**
 * The step of a clock that applies now, if any has come, and those ahead if nothing happens, earliest first; of a repeated
 * question only the next.
 */
export type ClockPosition = {
  current?: ReminderStep | undefined
  ahead: ReminderStep[]
  /** The step that nobody has answered, if this is the position of its escalation. */
  unanswered?: ReminderStep
}

/** The position in these steps at `now`. Of several at one moment only the last one given comes. */
export function positionOf(reminders: ReminderStep[], now: Instant): ClockPosition {
  const sorted = reminders
    .toSorted((a, b) => a.at - b.at)
    .filter((reminder, index, all) => all[index + 1]?.at !== reminder.at)
  return {
    current: sorted.findLast(reminder => reminder.at <= now),
    ahead: sorted.filter(reminder => reminder.at > now),
  }
}
