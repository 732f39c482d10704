import type { Complaint } from '../complaints/complaint.ts'
import { isReaction, type Reaction } from '../complaints/reactions.ts'
import { type BaseName, parseReminderKey, type ReminderStep } from '../complaints/reminder-step.ts'
import { atHour, DAY, HOUR, type Instant, MINUTE } from '../time/beijing.ts'
import type { ClockPosition } from './clock-position.ts'
import { afterQuiet, isQuiet, type Quiet } from './quiet-hours.ts'

/** A reminder that is put off comes at least this long before the next one. */
const margin = 30 * MINUTE
/** The steps that can be put off. Notices that come only once cannot, nor can the last steps of a window. */
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
 * The steps that were put off, each at the time chosen last, or at the end of quiet hours if that time is in
 * them. Steps that the next one overtakes are left out.
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
    return [{ ...original, snoozedUntil: step.until, at, mayBreakQuietFrom: Number.POSITIVE_INFINITY }]
  })
}

/** The latest time to which the current step can be put off; `undefined`: it cannot. */
function latestSnooze({ current, ahead }: ClockPosition): Instant | undefined {
  const next = ahead.find(reminder => reminder.snoozedUntil === undefined)
  if (!current || !next || !canPutOff[current.base]) return undefined
  return next.at - margin
}

/** True if the current step can be put off until then: in time for the next one, and not into quiet hours. */
export function canSnooze(position: ClockPosition, until: Instant, quiet: Quiet, now: Instant): boolean {
  const last = latestSnooze(position)
  return last !== undefined && until > now && until <= last && !isQuiet(quiet, until)
}

/** The times offered for putting off the current step, earliest first; none when it cannot be. */
export function snoozeOffers(position: ClockPosition, quiet: Quiet, now: Instant): Instant[] {
  const minute = now - (now % MINUTE)
  const morning = afterQuiet(quiet, atHour(now, 9))
  const offers = [
    ...[minute + HOUR, minute + 3 * HOUR, atHour(now, 18)],
    ...[morning, morning + DAY, morning + 2 * DAY],
  ]
  return [...new Set(offers)].filter(until => canSnooze(position, until, quiet, now)).sort((a, b) => a - b)
}
