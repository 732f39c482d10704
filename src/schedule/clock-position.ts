import type { ReminderStep } from '../complaints/reminder-step.ts'
import type { Instant } from '../time/beijing.ts'

/**
 * Where one clock stands: the rung that applies now, if its time has come, and those to come if nothing happens,
 * earliest first; of a question that is asked again and again the next one alone.
 * `unanswered`: the rung that others are told of here, because nobody has answered it.
 */
export type ClockPosition = {
  current?: ReminderStep | undefined
  ahead: ReminderStep[]
  unanswered?: ReminderStep
}

/** Where a clock with these rungs stands at `now`. Of rungs that come at one moment the last one given is said. */
export function positionOf(reminders: ReminderStep[], now: Instant): ClockPosition {
  const sorted = reminders
    .toSorted((a, b) => a.at - b.at)
    .filter((reminder, index, all) => all[index + 1]?.at !== reminder.at)
  return {
    current: sorted.findLast(reminder => reminder.at <= now),
    ahead: sorted.filter(reminder => reminder.at > now),
  }
}
