import type { Complaint } from '../complaints/complaint.ts'
import type { Rung } from '../complaints/rung.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import { ladders, rungKey } from './ladder.ts'

/** A message that should stand in Slack and does not yet. `key` is its identity, for good. */
export type Post =
  | { kind: 'card'; key: string }
  | { kind: 'history'; key: string; from: number; to: number }
  | { kind: 'reminder'; key: string; rung: Rung }

const entriesPerMessage = 10

/**
 * Every message that a settled complaint is still owed at `now`, in the order in which they are to be sent. A message whose
 * sending has begun comes first and stays as it was begun, so that it can be looked for under its key; only a card goes before it.
 */
export function owed(complaint: Complaint, calendar: Calendar, now: Instant): Post[] {
  const { outbox, history } = complaint
  const reminders = ladders(complaint, calendar, now)
    .flatMap(({ current }) => current ?? [])
    .filter(rung => !(rungKey(rung) in outbox.sent))
    .sort((a, b) => a.at - b.at)
    .map((rung): Post => ({ kind: 'reminder', key: rungKey(rung), rung }))
  const card: Post[] = outbox.card ? [] : [{ kind: 'card', key: `card:${outbox.cards + 1}` }]
  const told: Post[] = []
  for (let from = outbox.told, to = from; from < history.length; from = to) {
    to = begunTo(outbox, from) ?? Math.min(from + entriesPerMessage, history.length)
    told.push({ kind: 'history', key: `history:${from}-${to}`, from, to })
  }
  // A history that Slack will not take must not hold up a deadline.
  const posts = outbox.trouble ? [...card, ...reminders, ...told] : [...card, ...told, ...reminders]
  const begun = posts.find(post => post.key === outbox.sending?.key)
  return begun && outbox.card ? [begun, ...posts.filter(post => post !== begun)] : posts
}

/** Where the part of the history that is being sent from `from` on ends. */
function begunTo({ sending }: Complaint['outbox'], from: number): number | undefined {
  const [, start, end] = /^history:(\d+)-(\d+)$/.exec(sending?.key ?? '') ?? []
  return Number(start) === from ? Number(end) : undefined
}

/** Whether the card no longer shows what the record says. */
export const cardIsStale = ({ outbox, history }: Complaint): boolean =>
  outbox.card !== undefined && outbox.card.shown < history.length

/** When a complaint wants to be looked at again; `undefined`: never, until it changes. */
export function wakeAt(complaint: Complaint, calendar: Calendar, now: Instant): Instant | undefined {
  const { outbox } = complaint
  if (outbox.sending) return Math.max(outbox.sending.leaseUntil, outbox.trouble?.retryAt ?? 0)
  if (owed(complaint, calendar, now).length > 0 || cardIsStale(complaint))
    return outbox.trouble?.retryAt ?? now
  const nexts = ladders(complaint, calendar, now).flatMap(({ next }) => next ?? [])
  return nexts.length > 0 ? Math.min(...nexts) : undefined
}
