import type { Complaint } from '../complaints/complaint.ts'
import { reactionTo } from '../complaints/reactions.ts'
import { Refused } from '../complaints/refused.ts'
import { parseReminderKey, reminderKey } from '../complaints/reminder-step.ts'
import { type Origin, react } from '../complaints/transitions.ts'
import type { Instant } from '../time/beijing.ts'
import type { ClockPosition } from './clock-position.ts'
import type { PlanContext } from './plan-context.ts'
import { scheduleOf } from './schedule.ts'
import { canSnooze, snoozeOffers } from './snooze.ts'

/** The reminders that people can react to now, by key: those that apply, and one that nobody has answered yet. */
export function currentReminders(
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
): Map<string, ClockPosition> {
  const positions = new Map<string, ClockPosition>()
  for (const { current, ahead, unanswered } of scheduleOf(complaint, context, now)) {
    if (unanswered) positions.set(reminderKey(unanswered), { current: unanswered, ahead: [] })
    else if (current) positions.set(reminderKey(current), { current, ahead })
  }
  return positions
}

/** Those that apply instead of the one pressed: of its clock, or else any. */
function inPlaceOf(reminder: string, all: Map<string, ClockPosition>): string[] {
  const keys = [...all.keys()]
  const same = keys.filter(key => parseReminderKey(key)?.clock === parseReminderKey(reminder)?.clock)
  return same.length > 0 ? same : keys
}

/** The reminder that was pressed, or all that people can react to. */
function meant(
  complaint: Complaint,
  reminder: string | undefined,
  context: PlanContext,
  now: Instant,
): Map<string, ClockPosition> {
  const all = currentReminders(complaint, context, now)
  const { id } = complaint
  if (reminder === undefined) {
    if (all.size === 0) throw new Refused({ code: 'nothing-stands', id })
    return all
  }
  const position = all.get(reminder)
  if (!position) throw new Refused({ code: 'overtaken', id, reminder, standing: inPlaceOf(reminder, all) })
  return new Map([[reminder, position]])
}

/**
 * Somebody has seen the reminder that was pressed, or without one, all that apply: nobody else is told of those.
 * Throws `Refused` when they do not apply any more, or somebody has said so already.
 */
export function acknowledge(
  complaint: Complaint,
  reminder: string | undefined,
  context: PlanContext,
  origin: Origin,
): Complaint {
  return react(
    complaint,
    settled => {
      const keys = [...meant(settled, reminder, context, origin.at).keys()]
      const unseen = keys.filter(key => !seen(settled, key))
      const [key = ''] = keys
      const first = seen(settled, key)
      if (unseen.length === 0 && first)
        throw new Refused({ code: 'already-acknowledged', id: settled.id, reminder: key, ...first })
      return unseen.map(each => ({ type: 'acknowledged', rung: each }))
    },
    origin,
  )
}

/** Who has seen a reminder, unless somebody has put it off since. */
function seen(complaint: Complaint, key: string): { by: string; at: Instant } | undefined {
  const { step, by = '', at = 0 } = reactionTo(complaint, key) ?? {}
  return step?.type === 'acknowledged' ? { by, at } : undefined
}

/**
 * Puts off the reminder that was pressed, or without one, those that can be. Throws `Refused` with the times that are
 * possible when it cannot be until then.
 */
export function snooze(
  complaint: Complaint,
  { reminder, until }: { reminder?: string | undefined; until: Instant },
  context: PlanContext,
  origin: Origin,
): Complaint {
  return react(
    complaint,
    settled => {
      const positions = meant(settled, reminder, context, origin.at)
      const { quiet } = context.settings
      const keys = [...positions].flatMap(([key, position]) =>
        canSnooze(position, until, quiet, origin.at) ? key : [],
      )
      if (keys.length > 0) return keys.map(key => ({ type: 'snoozed', rung: key, until }))
      const offers = [...positions.values()].flatMap(position => snoozeOffers(position, quiet, origin.at))
      throw new Refused({ code: 'cannot-snooze', id: settled.id, until, offers: offers.slice(0, 5) })
    },
    origin,
  )
}
