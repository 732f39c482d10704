import type { Complaint } from '../complaints/complaint.ts'
import { reactionTo } from '../complaints/reactions.ts'
import { Refused } from '../complaints/refused.ts'
import { readRungKey, rungKey } from '../complaints/reminder-step.ts'
import { type Act, react } from '../complaints/transitions.ts'
import type { Instant } from '../time/beijing.ts'
import type { Place } from './clock-position.ts'
import type { Terms } from './plan-context.ts'
import { ladders } from './schedule.ts'
import { canSnooze, snoozeOffers } from './snooze.ts'

/** The reminders that people can react to now, by key: those that apply, and one that nobody has answered yet. */
export function standing(complaint: Complaint, terms: Terms, now: Instant): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const { current, ahead, unanswered } of ladders(complaint, terms, now)) {
    if (unanswered) places.set(rungKey(unanswered), { current: unanswered, ahead: [] })
    else if (current) places.set(rungKey(current), { current, ahead })
  }
  return places
}

/** Those that apply instead of the one pressed: of its clock, or else any. */
function inPlaceOf(rung: string, all: Map<string, Place>): string[] {
  const keys = [...all.keys()]
  const same = keys.filter(key => readRungKey(key)?.clock === readRungKey(rung)?.clock)
  return same.length > 0 ? same : keys
}

/** The reminder that was pressed, or all that people can react to. */
function meant(
  complaint: Complaint,
  rung: string | undefined,
  terms: Terms,
  now: Instant,
): Map<string, Place> {
  const all = standing(complaint, terms, now)
  const { id } = complaint
  if (rung === undefined) {
    if (all.size === 0) throw new Refused({ code: 'nothing-stands', id })
    return all
  }
  const place = all.get(rung)
  if (!place) throw new Refused({ code: 'overtaken', id, rung, standing: inPlaceOf(rung, all) })
  return new Map([[rung, place]])
}

/**
 * Somebody has seen the reminder that was pressed, or without one, all that apply: nobody else is told of those.
 * Throws `Refused` when they do not apply any more, or somebody has said so already.
 */
export function acknowledge(
  complaint: Complaint,
  rung: string | undefined,
  terms: Terms,
  by: Act,
): Complaint {
  return react(
    complaint,
    settled => {
      const keys = [...meant(settled, rung, terms, by.at).keys()]
      const unseen = keys.filter(key => !seen(settled, key))
      const [key = ''] = keys
      const first = seen(settled, key)
      if (unseen.length === 0 && first)
        throw new Refused({ code: 'already-acknowledged', id: settled.id, rung: key, ...first })
      return unseen.map(each => ({ type: 'acknowledged', rung: each }))
    },
    by,
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
  { rung, until }: { rung?: string | undefined; until: Instant },
  terms: Terms,
  by: Act,
): Complaint {
  return react(
    complaint,
    settled => {
      const places = meant(settled, rung, terms, by.at)
      const { quiet } = terms.settings
      const keys = [...places].flatMap(([key, place]) => (canSnooze(place, until, quiet, by.at) ? key : []))
      if (keys.length > 0) return keys.map(key => ({ type: 'snoozed', rung: key, until }))
      const offers = [...places.values()].flatMap(place => snoozeOffers(place, quiet, by.at))
      throw new Refused({ code: 'cannot-snooze', id: settled.id, until, offers: offers.slice(0, 5) })
    },
    by,
  )
}
