import type { Complaint } from '../../src/complaints/complaint.ts'
import type { Rung } from '../../src/complaints/rung.ts'
import { settle } from '../../src/complaints/settle.ts'
import { cardIsStale, owed, wakeAt } from '../../src/reminders/agenda.ts'
import { ladders } from '../../src/reminders/ladder.ts'
import { marked } from '../../src/reminders/marks.ts'
import type { Instant } from '../../src/rules/beijing.ts'
import { rules } from '../complaints/given.ts'
import { timeOf } from '../rules/oracle.ts'

const { calendar } = rules

/** A reminder that was posted, and when. */
export type Posted = { at: Instant; rung: Rung }
/** `2026-11-22 10:30 evidence 24h` */
export const told = ({ at, rung }: Posted): string => `${timeOf(at)} ${rung.clock} ${rung.name}`

/** Posts what the complaint is owed now, at a Slack that takes everything at once. */
export function postAll(complaint: Complaint, now: Instant): { complaint: Complaint; posted: Posted[] } {
  let after = settle(complaint, now)
  const posted: Posted[] = []
  for (let posts = owed(after, calendar, now); posts.length > 0; posts = owed(after, calendar, now)) {
    const [post] = posts
    if (!post) break
    after = marked(after, post, '1.0', after.history.length)
    if (post.kind === 'reminder') posted.push({ at: now, rung: post.rung })
  }
  const { card } = after.outbox
  if (card && cardIsStale(after))
    after = marked(after, { kind: 'card', key: 'card:1' }, card.ts, after.history.length)
  return { complaint: after, posted }
}

/** Lives from `from` until before `until`, waking only when the complaint asks to be woken. */
export function live(complaint: Complaint, from: Instant, until: Instant) {
  let { complaint: after, posted } = postAll(complaint, from)
  const all = [...posted]
  for (let now = wakeAt(after, calendar, from); now !== undefined && now < until; ) {
    ;({ complaint: after, posted } = postAll(after, now))
    all.push(...posted)
    const next = wakeAt(after, calendar, now)
    if (next !== undefined && next <= now) throw new Error(`woken again at once at ${timeOf(now)}`)
    now = next
  }
  return { complaint: after, posted: all }
}

/** The rungs that stand now, as `clock name`. */
export const standingAt = (complaint: Complaint, now: Instant): string[] =>
  ladders(settle(complaint, now), calendar, now).flatMap(({ current }) =>
    current ? `${current.clock} ${current.name}` : [],
  )
