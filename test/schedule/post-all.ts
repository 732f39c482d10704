import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { type ReminderStep, stepName } from '../../src/complaints/reminder-step.ts'
import { settle } from '../../src/complaints/settle.ts'
import { cardIsStale } from '../../src/reminders/delivery/card-state.ts'
import { messagePosted } from '../../src/reminders/delivery/delivery-state.ts'
import { dueMessages } from '../../src/reminders/delivery/due-messages.ts'
import { postedUpdated, staleReminder } from '../../src/reminders/delivery/stale-reminder.ts'
import { wakeAt } from '../../src/reminders/delivery/wake-at.ts'
import { fallbackAction } from '../../src/reminders/fallback/fallback-copy.ts'
import type { PlanContext } from '../../src/schedule/plan-context.ts'
import { scheduleOf } from '../../src/schedule/schedule.ts'
import type { Instant } from '../../src/time/beijing.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { rules } from '../complaints/given.ts'

const { calendar } = rules

/** Settings without quiet hours and backup. */
export const atAnyHour: PlanContext = { calendar, settings: { ...defaultSettings, quiet: null } }
/** The default settings: quiet from 22:00 to 08:00. */
export const asUsual: PlanContext = { calendar, settings: defaultSettings }

/** A reminder and the time at which it was posted. */
export type Posted = { at: Instant; reminder: ReminderStep }
/** `2026-11-22 10:30 evidence 24h` */
export const told = ({ at, reminder }: Posted): string =>
  `${timeOf(at)} ${reminder.clock} ${stepName(reminder)}`

/** Posts all due messages of a complaint, at a Slack that accepts everything at once. */
export function postAll(complaint: Complaint, now: Instant, context = atAnyHour) {
  let after = settle(complaint, now)
  const posted: Posted[] = []
  for (
    let posts = dueMessages(after, context, now);
    posts.length > 0;
    posts = dueMessages(after, context, now)
  ) {
    const [post] = posts
    if (!post) break
    after = messagePosted(after, post, String(now / 1000), after.history.length)
    if (post.kind === 'reminder') posted.push({ at: now, reminder: post.reminder })
  }
  const { card } = after.outbox
  if (card && cardIsStale(after))
    after = messagePosted(after, { kind: 'card', key: 'card:1' }, card.ts, after.history.length)
  for (let echo = staleReminder(after, now); echo; echo = staleReminder(after, now))
    after = postedUpdated(after, { shown: echo.shown, retryAt: undefined })
  for (let { action } = fallbackAction(after, now); action; { action } = fallbackAction(after, now)) {
    const { net: _, ...outbox } = after.outbox
    after = {
      ...after,
      outbox: action.do === 'schedule' ? { ...outbox, net: { ...action.net, id: 'Q1' } } : outbox,
    }
  }
  return { complaint: after, posted }
}

/** The reaction of people to a reminder. */
type Habit = (complaint: Complaint, now: Instant) => Complaint

/** Runs a complaint from `from` until before `until`, waking it only at its wake-ups. */
export function live(
  complaint: Complaint,
  from: Instant,
  until: Instant,
  context = atAnyHour,
  habit: Habit = same => same,
) {
  const all: Posted[] = []
  let after = complaint
  function post(now: Instant) {
    const { complaint: told, posted } = postAll(after, now, context)
    all.push(...posted)
    after = told
    return posted.length > 0
  }
  if (post(from)) after = habit(after, from)
  for (let now = wakeAt(after, context, from); now !== undefined && now < until; ) {
    if (post(now)) {
      after = habit(after, now)
      post(now)
    }
    const next = wakeAt(after, context, now)
    if (next !== undefined && next <= now) throw new Error(`woken again at once at ${timeOf(now)}`)
    now = next
  }
  return { complaint: after, posted: all }
}

/** The steps that apply now, as `clock name`. */
export const standingAt = (complaint: Complaint, now: Instant, context = atAnyHour): string[] =>
  scheduleOf(settle(complaint, now), context, now).flatMap(({ current }) =>
    current ? `${current.clock} ${stepName(current)}` : [],
  )
