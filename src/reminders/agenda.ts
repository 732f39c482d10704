import type { Complaint, Outbox } from '../complaints/complaint.ts'
import type { Rung } from '../complaints/rung.ts'
import { type Instant, MINUTE, SECOND } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import { ladders, rungKey } from './ladder.ts'
import { netDeed } from './safety-net.ts'

/** A message that should stand in Slack and does not yet. `key` is its identity, for good. */
export type Post =
  | { kind: 'card'; key: string }
  | { kind: 'history'; key: string; from: number; to: number }
  | { kind: 'reminder'; key: string; rung: Rung }

const entriesPerMessage = 10

/** How long nobody else tries a message after one try began: longer than a try can take, and than Slack takes to show it. */
export const lease = 30 * SECOND
/** However bad it is, a message is tried again within this time. */
export const longestPause = 2 * MINUTE

/** Every message that a settled complaint is still owed at `now`, in the order in which they are to be sent. */
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
  const difficult = outbox.trouble !== undefined || doubts(outbox).size > 0
  return difficult ? [...card, ...reminders, ...told] : [...card, ...told, ...reminders]
}

type Doubt = { since: Instant; tries: number }

/** The messages whose last try had an unknown end, one that was cut short included. */
export const doubts = ({ doubtful = {}, sending }: Outbox): Map<string, Doubt> =>
  new Map<string, Doubt>([...Object.entries(doubtful), ...(sending ? [[sending.key, sending] as const] : [])])

/** Where the part of the history that was begun at `from`, and may stand there, ends. */
function begunTo(outbox: Outbox, from: number): number | undefined {
  for (const key of doubts(outbox).keys()) {
    const [, start, end] = /^history:(\d+)-(\d+)$/.exec(key) ?? []
    if (start !== undefined && Number(start) === from) return Number(end)
  }
  return undefined
}

/** Whether the card no longer shows what the record says. */
export const cardIsStale = ({ outbox, history }: Complaint): boolean =>
  outbox.card !== undefined && outbox.card.shown < history.length

/** Until when the card is left as it is, because Slack would not change it; a time of a wrong clock counts for nothing. */
export function cardRestsUntil({ card }: Outbox, now: Instant): Instant | undefined {
  const until = card?.retryAt
  return until !== undefined && until > now && until <= now + longestPause ? until : undefined
}

/**
 * Until when nothing may be sent: somebody is at it, or Slack asked for a pause. A time further away than either can
 * be was written by a clock that has been set back, and counts for nothing.
 */
export function heldUntil({ sending, trouble }: Outbox, now: Instant): Instant | undefined {
  const until = Math.max(
    sending && sending.leaseUntil <= now + lease ? sending.leaseUntil : 0,
    trouble && trouble.retryAt <= now + longestPause ? trouble.retryAt : 0,
  )
  return until > now ? until : undefined
}

/** When a complaint wants to be looked at again; `undefined`: never, until it changes. */
export function wakeAt(complaint: Complaint, calendar: Calendar, now: Instant): Instant | undefined {
  const { outbox } = complaint
  if (outbox.sending || owed(complaint, calendar, now).length > 0) return heldUntil(outbox, now) ?? now
  const nexts = ladders(complaint, calendar, now).flatMap(({ next }) => next ?? [])
  const { deed, at } = netDeed(complaint, now)
  if (deed || at !== undefined) nexts.push(deed ? now : (at ?? now))
  if (cardIsStale(complaint)) nexts.push(heldUntil(outbox, now) ?? cardRestsUntil(outbox, now) ?? now)
  return nexts.length > 0 ? Math.min(...nexts) : undefined
}
