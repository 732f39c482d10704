import type { BaseName, ReminderStep } from '../complaints/reminder-step.ts'
import type { Window } from '../rules/deadlines.ts'
import { DAY, HOUR, type Instant } from '../time/beijing.ts'
import { afterQuiet, beforeQuiet, isQuiet, type Quiet } from './quiet-hours.ts'

export type WindowClock = 'evidence' | 'appeal'

const safeHour = 18
const timeBefore = { '7d': 7 * DAY, '3d': 3 * DAY, '48h': 48 * HOUR, '24h': 24 * HOUR }
const firstSteps = { evidence: ['48h', '24h'], appeal: ['7d', '3d', '24h'] } as const
const over = { evidence: 'missed', appeal: 'lapsed' } as const

/**
 * The steps of a window up to its end; of two at the same moment, the more urgent is last. Steps that fall
 * into quiet hours are moved before them, in the same order; `1h` also comes at its original time. `due`
 * says that the deadline has passed and only the latest reading is left. It is left out if quiet hours last
 * longer than that.
 */
export function windowReminders(clock: WindowClock, window: Window, quiet: Quiet): ReminderStep[] {
  const { due, safe, latest } = window
  const reminder = (base: BaseName, at: Instant, inChannel = false): ReminderStep => ({
    clock,
    base,
    at,
    due,
    inChannel,
    mayBreakQuietFrom: Number.NEGATIVE_INFINITY,
  })
  const calm = [
    ...firstSteps[clock].map(base => reminder(base, due - timeBefore[base])),
    ...(safe < due ? [reminder('safe-day', safe - (24 - safeHour) * HOUR)] : []),
  ]
  const last = reminder('1h', due - HOUR, true)
  const early = isQuiet(quiet, last.at) ? [reminder('1h-early', last.at, true)] : []
  const passed = afterQuiet(quiet, due)
  const moved = beforeNight([...calm, reminder('6h', due - 6 * HOUR, true), ...early], quiet)
  // If both fall on the same moment, `6h` replaces `1h-early`, because it is escalated.
  const byUrgency = [...calm.map(({ base }) => base), '1h-early', '6h']
  return [
    ...moved.toSorted((a, b) => byUrgency.indexOf(a.base) - byUrgency.indexOf(b.base)),
    last,
    ...(passed < latest ? [reminder('due', passed, true)] : []),
    windowEnd(clock, window, quiet),
  ]
}

/** The steps moved ahead out of quiet hours; none passes the one before it. */
function beforeNight(reminders: ReminderStep[], quiet: Quiet): ReminderStep[] {
  let before = Number.NEGATIVE_INFINITY
  return reminders
    .toSorted((a, b) => a.at - b.at)
    .map(reminder => {
      before = Math.max(before, beforeQuiet(quiet, reminder.at))
      return { ...reminder, at: before }
    })
}

/**
 * The notice that a window has closed on every reading. Nothing can be done any more, so it never comes at
 * night.
 */
export const windowEnd = (clock: WindowClock, { due, latest }: Window, quiet: Quiet): ReminderStep => ({
  clock,
  base: over[clock],
  at: afterQuiet(quiet, latest),
  due,
  inChannel: true,
  mayBreakQuietFrom: Number.POSITIVE_INFINITY,
})
