import type { Complaint } from '../complaints/complaint.ts'
import { isReaction, type Reaction } from '../complaints/reactions.ts'
import { type BaseName, parseReminderKey, type ReminderStep } from '../complaints/reminder-step.ts'
import { atHour, DAY, HOUR, type Instant, MINUTE } from '../time/beijing.ts'
import type { ClockPosition } from './clock-position.ts'
import { afterQuiet, isQuiet, type Quiet } from './quiet-hours.ts'

/** A reminder that is put off comes this long before the next one. */
const margin = 30 * MINUTE
/** The steps that can be put off: not those that come only once, nor when it is too late for that. */
const canPutOff = {
  '7d': true,
  '3d': true,
  '48h': true,
  '24h': true,
  'safe-day': true,
  '6h': false,
  '1h-early': false,
  '1h': false,
  due: false,
  missed: false,
  lapsed: false,
  buyer: false,
  ended: false,
  question: true,
} satisfies Record<BaseName, boolean>

/**
 * Those rungs that people want again, at the time that they chose last (in quiet hours, when those end), if the next one
 * does not come first.
 */
export function snoozed({ history }: Complaint, reminders: ReminderStep[], quiet: Quiet): ReminderStep[] {
  const last = new Map<string, Reaction>()
  for (const { step } of history) if (isReaction(step)) last.set(step.rung, step)
  return [...last.values()].flatMap(step => {
    if (step.type !== 'snoozed') return []
    const { clock, base, due } = parseReminderKey(step.rung) ?? {}
    const original = reminders.find(each => each.clock === clock && each.due === due && each.base === base)
    if (!original) return []
    const at = afterQuiet(quiet, step.until)
    if (reminders.some(reminder => reminder.at > original.at && reminder.at <= at)) return []
    return [{ ...original, snoozedUntil: step.until, at, nightFrom: Number.POSITIVE_INFINITY }]
  })
}

/** The last moment to which the rung that stands can be put off; `undefined`: it cannot. */
function lastMoment({ current, ahead }: ClockPosition): Instant | undefined {
  const next = ahead.find(reminder => reminder.snoozedUntil === undefined)
  if (!current || !next || !canPutOff[current.base]) return undefined
  return next.at - margin
}

/** Whether the rung that stands can be put off until then: in time for the next one, and not in quiet hours. */
export function canSnooze(position: ClockPosition, until: Instant, quiet: Quiet, now: Instant): boolean {
  const last = lastMoment(position)
  return last !== undefined && until > now && until <= last && !isQuiet(quiet, until)
}

/** The times that are offered for putting off the rung that stands, earliest first; none when it cannot be. */
export function snoozeOffers(position: ClockPosition, quiet: Quiet, now: Instant): Instant[] {
  const minute = now - (now % MINUTE)
  const morning = afterQuiet(quiet, atHour(now, 9))
  const offers = [
    ...[minute + HOUR, minute + 3 * HOUR, atHour(now, 18)],
    ...[morning, morning + DAY, morning + 2 * DAY],
  ]
  return [...new Set(offers)].filter(until => canSnooze(position, until, quiet, now)).sort((a, b) => a - b)
}
