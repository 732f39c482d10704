import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { Rung } from '../../src/complaints/reminder-step.ts'
import { settle } from '../../src/complaints/settle.ts'
import { echoed, marked } from '../../src/reminders/delivery/delivery-state.ts'
import { cardIsStale, owed, unechoed, wakeAt } from '../../src/reminders/delivery/due-messages.ts'
import { netDeed } from '../../src/reminders/fallback/fallback-copy.ts'
import type { Terms } from '../../src/schedule/plan-context.ts'
import { ladders } from '../../src/schedule/schedule.ts'
import type { Instant } from '../../src/time/beijing.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { rules } from '../complaints/given.ts'

const { calendar } = rules

/** A channel whose reminders come at any hour, and who nobody backs up. */
export const atAnyHour: Terms = { calendar, settings: { ...defaultSettings, quiet: null } }
/** A channel where nobody has set anything: quiet from 22:00 to 08:00. */
export const asUsual: Terms = { calendar, settings: defaultSettings }

/** A reminder that was posted, and when. */
export type Posted = { at: Instant; rung: Rung }
/** `2026-11-22 10:30 evidence 24h` */
export const told = ({ at, rung }: Posted): string => `${timeOf(at)} ${rung.clock} ${rung.name}`

/** Posts what the complaint is owed now, at a Slack that takes everything at once. */
export function postAll(complaint: Complaint, now: Instant, terms = atAnyHour) {
  let after = settle(complaint, now)
  const posted: Posted[] = []
  for (let posts = owed(after, terms, now); posts.length > 0; posts = owed(after, terms, now)) {
    const [post] = posts
    if (!post) break
    after = marked(after, post, String(now / 1000), after.history.length)
    if (post.kind === 'reminder') posted.push({ at: now, rung: post.rung })
  }
  const { card } = after.outbox
  if (card && cardIsStale(after))
    after = marked(after, { kind: 'card', key: 'card:1' }, card.ts, after.history.length)
  for (let echo = unechoed(after, now); echo; echo = unechoed(after, now))
    after = echoed(after, { shown: echo.shown, retryAt: undefined })
  for (let { deed } = netDeed(after, now); deed; { deed } = netDeed(after, now)) {
    const { net: _, ...outbox } = after.outbox
    after = {
      ...after,
      outbox: deed.do === 'schedule' ? { ...outbox, net: { ...deed.net, id: 'Q1' } } : outbox,
    }
  }
  return { complaint: after, posted }
}

/** What people do when a reminder has come. */
type Habit = (complaint: Complaint, now: Instant) => Complaint

/** Lives from `from` until before `until`, waking only when the complaint asks to be woken. */
export function live(
  complaint: Complaint,
  from: Instant,
  until: Instant,
  terms = atAnyHour,
  habit: Habit = same => same,
) {
  const all: Posted[] = []
  let after = complaint
  function post(now: Instant) {
    const { complaint: told, posted } = postAll(after, now, terms)
    all.push(...posted)
    after = told
    return posted.length > 0
  }
  if (post(from)) after = habit(after, from)
  for (let now = wakeAt(after, terms, from); now !== undefined && now < until; ) {
    if (post(now)) {
      after = habit(after, now)
      post(now)
    }
    const next = wakeAt(after, terms, now)
    if (next !== undefined && next <= now) throw new Error(`woken again at once at ${timeOf(now)}`)
    now = next
  }
  return { complaint: after, posted: all }
}

/** The rungs that stand now, as `clock name`. */
export const standingAt = (complaint: Complaint, now: Instant, terms = atAnyHour): string[] =>
  ladders(settle(complaint, now), terms, now).flatMap(({ current }) =>
    current ? `${current.clock} ${current.name}` : [],
  )
