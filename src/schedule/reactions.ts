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

/** The reminders that people can react to now, by key: an unanswered one in place of its escalation. */
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

/** The keys of the reminders that have overtaken one: those of the same clock, or all if it has none. */
function overtaking(reminder: string, all: Map<string, ClockPosition>): string[] {
  const keys = [...all.keys()]
  const same = keys.filter(key => parseReminderKey(key)?.clock === parseReminderKey(reminder)?.clock)
  return same.length > 0 ? same : keys
}

/**
 * The reminder that was pressed, or without one, all that people can react to. Throws `Refused` when there is
 * none.
 */
function chosenReminders(
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
  if (!position) throw new Refused({ code: 'overtaken', id, reminder, standing: overtaking(reminder, all) })
  return new Map([[reminder, position]])
}

/**
 * Acknowledges the reminder that was pressed, or without one, all that apply; an acknowledged reminder is not
 * escalated. Throws `Refused` when they no longer apply, or are acknowledged already.
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
      const keys = [...chosenReminders(settled, reminder, context, origin.at).keys()]
      const open = keys.filter(key => !acknowledgement(settled, key))
      const [key = ''] = keys
      const first = acknowledgement(settled, key)
      if (open.length === 0 && first)
        throw new Refused({ code: 'already-acknowledged', id: settled.id, reminder: key, ...first })
      return open.map(each => ({ type: 'acknowledged', rung: each }))
    },
    origin,
  )
}

/** The acknowledgement of a reminder, unless it has been put off since. */
function acknowledgement(complaint: Complaint, key: string): { by: string; at: Instant } | undefined {
  const { step, by = '', at = 0 } = reactionTo(complaint, key) ?? {}
  return step?.type === 'acknowledged' ? { by, at } : undefined
}

/**
 * Puts off the reminder that was pressed, or without one, all that can be. Throws `Refused` with the possible
 * times when none can be put off until then.
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
      const positions = chosenReminders(settled, reminder, context, origin.at)
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
