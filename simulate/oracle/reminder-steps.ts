import { dayNumber, midnight } from '../../testing/calendar-oracle.ts'
import { atNight, evening, type Hours, morning } from '../../testing/quiet-hours-oracle.ts'
import type { Chapter } from './chapters.ts'
import type { Window } from './state.ts'

// The reminders of a window by the rules.

const HOUR = 3_600_000

/** `mayBreakQuietFrom`: allowed in quiet hours from then on. `inChannel`: shown to the whole channel. */
export type ReminderStep = {
  clock: string
  name: string
  at: number
  due: number
  nightFrom: number
  loud: boolean
}

/** A reminder that is owed from `from` until before `until`. */
export type Owed = Omit<ReminderStep, 'clock' | 'name' | 'at'> & { key: string; from: number; until: number }

export const keyOf = ({ clock, name, due }: Pick<ReminderStep, 'clock' | 'name' | 'due'>) =>
  `${clock}:${name}:${new Date(due).toISOString()}`

export const never = Number.POSITIVE_INFINITY
export const always = Number.NEGATIVE_INFINITY

/** Drops all but the last of several reminders at the same moment. */
export function single(reminders: ReminderStep[]): ReminderStep[] {
  const sorted = reminders.toSorted((a, b) => a.at - b.at)
  return sorted.filter((reminder, index) => sorted[index + 1]?.at !== reminder.at)
}

/** All reminders of a window, urgent ones last among those of one moment. */
export function windowReminders(
  clock: 'evidence' | 'appeal',
  { due, safe, latest }: Window,
  quiet: Hours,
): ReminderStep[] {
  const hours: [string, number][] =
    clock === 'evidence'
      ? [
          ['48h', 48],
          ['24h', 24],
          ['6h', 6],
        ]
      : [
          ['7d', 168],
          ['3d', 72],
          ['24h', 24],
          ['6h', 6],
        ]
  const oneHour = due - HOUR
  const nominal = [
    ...hours.map(([name, before]) => ({ name, at: due - before * HOUR })),
    ...(safe < due ? [{ name: 'safe-day', at: midnight(dayNumber(safe - 1)) + 18 * HOUR }] : []),
    ...(atNight(quiet, oneHour) ? [{ name: '1h-early', at: oneHour }] : []),
  ].toSorted((a, b) => a.at - b.at)
  const moved: typeof nominal = []
  for (const { name, at } of nominal)
    moved.push({ name, at: Math.max(evening(quiet, at), moved.at(-1)?.at ?? always) })
  const urgency = ['7d', '3d', '48h', '24h', 'safe-day', '1h-early', '6h']
  moved.sort((a, b) => urgency.indexOf(a.name) - urgency.indexOf(b.name))
  const loud = (name: string) => ['6h', '1h-early', '1h'].includes(name)
  return [
    ...[...moved, { name: '1h', at: oneHour }].map(reminder => ({
      ...reminder,
      clock,
      due,
      nightFrom: always,
      loud: loud(reminder.name),
    })),
    // The whole channel is told that only the latest reading is left, in the morning if there is one before
    // that.
    ...(morning(quiet, due) < latest
      ? [{ clock, name: 'due', at: morning(quiet, due), due, nightFrom: always, loud: true }]
      : []),
    {
      clock,
      name: clock === 'evidence' ? 'missed' : 'lapsed',
      at: morning(quiet, latest),
      due,
      nightFrom: never,
      loud: true,
    },
  ]
}

/** The reminders that people snoozed, each before the next one. */
export function snoozed(
  reminders: ReminderStep[],
  answers: Chapter['answers'],
  quiet: Hours,
): ReminderStep[] {
  const again: ReminderStep[] = []
  for (const answer of answers.values()) {
    if (answer.type !== 'snooze') continue
    const base = reminders.find(reminder => {
      const name = `${reminder.clock}:${reminder.name}`
      return (
        answer.reminder.startsWith(name) &&
        (answer.reminder.at(name.length) === '@' || answer.reminder === keyOf(reminder))
      )
    })
    if (!base || !answer.reminder.endsWith(new Date(base.due).toISOString())) continue
    const at = morning(quiet, answer.until)
    const next = Math.min(...reminders.flatMap(reminder => (reminder.at > base.at ? [reminder.at] : [])))
    if (at < next)
      again.push({
        ...base,
        name: `${base.name}@${new Date(answer.until).toISOString()}`,
        at,
        nightFrom: never,
      })
  }
  return again
}
