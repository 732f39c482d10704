import type { Complaint, Entry } from '../complaints/complaint.ts'
import type { Missed } from '../complaints/outbox.ts'
import { reminderKey } from '../complaints/reminder-step.ts'
import { settle } from '../complaints/settle.ts'
import { type Instant, MINUTE } from '../time/beijing.ts'
import type { ClockPosition } from './clock-position.ts'
import { postedAt } from './escalation.ts'
import type { PlanContext } from './plan-context.ts'
import { allowedFrom } from './quiet-hours.ts'
import { scheduleOf } from './schedule.ts'

/** A reminder posted later than this after its time counts as late, whatever the reason. */
export const lateAfter = 5 * MINUTE

/** True for entries that change the schedule. Those made by time alone do not: they are part of it. */
const changesSchedule = ({ step, before }: Entry): boolean =>
  before !== undefined || ['recorded', 'reopened', 'corrected', 'moved'].includes(step.type)

/** The last change of the schedule. */
export const plannedSince = ({ history }: Complaint, { settings }: PlanContext): Instant =>
  Math.max(history.findLast(changesSchedule)?.at ?? 0, settings.replannedAt ?? 0)

/**
 * The time of the last posted reminder. Later times than `now` are ignored: the clock has been set back
 * since.
 */
function lastPosted({ outbox }: Complaint, now: Instant): Instant {
  const posted = Object.keys(outbox.sent).map(key => postedAt(outbox, key) ?? 0)
  return Math.max(0, ...posted.filter(at => at <= now))
}

/**
 * The reminders that should have come by `now` and did not, earliest first, with the time at which each
 * should have come: overtaken ones and those that still apply. A reminder that quiet hours hold back is not
 * late before they end.
 */
export function missedBy(complaint: Complaint, context: PlanContext, now: Instant): Missed[] {
  const planned = plannedSince(complaint, context)
  const posted = lastPosted(complaint, now)
  // The last reminder already listed the ones that it had overtaken.
  const missed = notPostedSince(Math.max(planned, posted), complaint, context, now)
  for (const { current } of positionsAt(now, complaint, context)) {
    if (!current) continue
    const key = reminderKey(current)
    const allowed = (t: Instant) => allowedFrom(context.settings.quiet, t, current.mayBreakQuietFrom)
    const at = allowed(Math.max(planned, current.at))
    if (allowed(now) > now) missed.delete(key)
    // It could have been posted before the last reminder but was not, so it is late.
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

const positionsAt = (t: Instant, complaint: Complaint, context: PlanContext): ClockPosition[] =>
  scheduleOf(settle(complaint, t), context, t)

/** The reminders, by key, that came to apply from `since` until before `now` and were not posted. */
function notPostedSince(
  since: Instant,
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
): Map<string, Missed> {
  // An escalation depends on the owner, so it cannot have been missed before this owner was assigned.
  const owned = complaint.history.findLast(({ step }) => step.type === 'assigned')?.at ?? since
  const missed = new Map<string, Missed>()
  for (let t = since; t + lateAfter < now; ) {
    const positions = positionsAt(t, complaint, context)
    for (const { current } of positions) {
      const key = current && reminderKey(current)
      if (!key || key in complaint.outbox.sent || missed.has(key)) continue
      const from = current.escalatedTo ? Math.max(t, owned) : t
      const at = allowedFrom(context.settings.quiet, from, current.mayBreakQuietFrom)
      const applies = ({ current: other }: ClockPosition) => other && reminderKey(other) === key
      // It was not missed if it had been overtaken or answered before the time at which it could be posted.
      if (at === t || positionsAt(at, complaint, context).some(applies)) missed.set(key, { key, at })
    }
    t = Math.min(...positions.flatMap(({ ahead: [next] }) => next?.at ?? []))
  }
  return missed
}
