import type { Complaint } from '../complaints/complaint.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import { ladders, type Rung, rungKey } from './ladder.ts'

/** A message that should stand in Slack and does not yet. `key` is its identity, for good. */
export type Post =
  | { kind: 'card'; key: string }
  | { kind: 'history'; key: string; from: number; to: number }
  | { kind: 'reminder'; key: string; rung: Rung }

const entriesPerMessage = 10

/** Every message that a settled complaint is still owed at `now`, in the order in which they are to be sent. */
export function owed(complaint: Complaint, calendar: Calendar, now: Instant): Post[] {
  const { outbox, history } = complaint
  const reminders = ladders(complaint, calendar, now)
    .flatMap(({ current }) => current ?? [])
    .filter(rung => !(rungKey(rung) in outbox.sent))
    .sort((a, b) => a.at - b.at)
    .map((rung): Post => ({ kind: 'reminder', key: rungKey(rung), rung }))
  const posts: Post[] = []
  if (!outbox.card) posts.push({ kind: 'card', key: `card:${outbox.cards + 1}` })
  for (let from = outbox.told; from < history.length; from += entriesPerMessage) {
    const to = Math.min(from + entriesPerMessage, history.length)
    posts.push({ kind: 'history', key: `history:${from}-${to}`, from, to })
  }
  return [...posts, ...reminders]
}

/** Whether the card no longer shows what the record says. */
export const cardIsStale = ({ outbox, history }: Complaint): boolean =>
  outbox.card !== undefined && outbox.card.shown < history.length

/** When a complaint wants to be looked at again; `undefined`: never, until it changes. */
export function wakeAt(complaint: Complaint, calendar: Calendar, now: Instant): Instant | undefined {
  const { outbox } = complaint
  if (outbox.sending) return outbox.sending.leaseUntil
  if (owed(complaint, calendar, now).length > 0 || cardIsStale(complaint))
    return outbox.trouble?.retryAt ?? now
  const nexts = ladders(complaint, calendar, now).flatMap(({ next }) => next ?? [])
  return nexts.length > 0 ? Math.min(...nexts) : undefined
}
