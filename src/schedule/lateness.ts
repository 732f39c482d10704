import type { Complaint, Entry, Missed } from '../complaints/complaint.ts'
import { reminderKey } from '../complaints/reminder-step.ts'
import { settle } from '../complaints/settle.ts'
import { type Instant, MINUTE } from '../time/beijing.ts'
import { postedAt } from './escalation.ts'
import type { PlanContext } from './plan-context.ts'
import { allowedFrom } from './quiet-hours.ts'
import { scheduleOf } from './schedule.ts'

/** A reminder that comes this long after its time comes late, whatever the reason. */
export const lateAfter = 5 * MINUTE

/** What makes another plan of it. What time alone does is part of the plan. */
const plansAnew = ({ step, before }: Entry): boolean =>
  before !== undefined || ['recorded', 'reopened', 'corrected', 'moved'].includes(step.type)

/** Since when the plan has been the same. */
export const plannedSince = ({ history }: Complaint, { settings }: PlanContext): Instant =>
  Math.max(history.findLast(plansAnew)?.at ?? 0, settings.replannedAt ?? 0)

/** When the last reminder was posted; a message of a time that is still to come was posted while the clock was right. */
function lastPosted({ outbox }: Complaint, now: Instant): Instant {
  const posted = Object.keys(outbox.sent).map(key => postedAt(outbox, key) ?? 0)
  return Math.max(0, ...posted.filter(at => at <= now))
}

/**
 * The reminders that should have come by `now` and did not, earliest first, with when each should have come: overtaken ones and
 * those that still apply. What is held until morning is not late before that, and not called so now.
 */
export function missedBy(complaint: Complaint, context: PlanContext, now: Instant): Missed[] {
  const placesAt = (t: Instant) => scheduleOf(settle(complaint, t), context, t)
  const planned = plannedSince(complaint, context)
  const posted = lastPosted(complaint, now)
  // What was overtaken before the last reminder was told by it.
  const since = Math.max(planned, posted)
  // Who else is told follows from who owns the complaint.
  const owned = complaint.history.findLast(({ step }) => step.type === 'assigned')?.at ?? since
  const missed = new Map<string, Missed>()
  for (let t = since; t + lateAfter < now; ) {
    const positions = placesAt(t)
    for (const { current } of positions) {
      const key = current && reminderKey(current)
      if (!key || key in complaint.outbox.sent || missed.has(key)) continue
      const from = current.escalatedTo ? Math.max(t, owned) : t
      const at = allowedFrom(context.settings.quiet, from, current.nightFrom)
      // Nothing was missed that had been overtaken, or settled, by the time at which it was to be said.
      if (at === t || placesAt(at).some(each => each.current && reminderKey(each.current) === key))
        missed.set(key, { key, at })
    }
    t = Math.min(...positions.flatMap(({ ahead: [next] }) => next?.at ?? []))
  }
  for (const { current } of placesAt(now)) {
    if (!current) continue
    const key = reminderKey(current)
    const allowed = (t: Instant) => allowedFrom(context.settings.quiet, t, current.nightFrom)
    const at = allowed(Math.max(planned, current.at))
    if (allowed(now) > now) missed.delete(key)
    // What could have gone before the last reminder, and did not, has been late all the while.
    else if (
      at < posted &&
      allowed(posted) === posted &&
      !current.escalatedTo &&
      !(key in complaint.outbox.sent)
    )
      missed.set(key, { key, at })
  }
  return [...missed.values()].filter(({ at }) => at + lateAfter < now).toSorted((a, b) => a.at - b.at)
}
