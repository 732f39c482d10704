import type { Complaint, Doubt, Entry, Outbox } from '../../complaints/complaint.ts'
import { isReaction } from '../../complaints/reactions.ts'
import { clocks, type Rung, readRungKey, rungKey } from '../../complaints/reminder-step.ts'
import { missedBy } from '../../schedule/lateness.ts'
import type { Terms } from '../../schedule/plan-context.ts'
import { allowedFrom } from '../../schedule/quiet-hours.ts'
import { ladders } from '../../schedule/schedule.ts'
import { longestLookUp, longestPost } from '../../slack/limits.ts'
import { type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { farAhead } from '../../time/clock.ts'
import { netDeed } from '../fallback/fallback-copy.ts'
import { formerCardsAt } from './former-cards.ts'
import { ownerCheckAt } from './later-checks.ts'

/** A message that should stand in Slack and does not yet. `key` is its identity, for good. */
export type Post =
  | { kind: 'card'; key: string }
  | { kind: 'history'; key: string; from: number; to: number }
  /** `also`: the reminders that it stands for beside its own. */
  | { kind: 'reminder'; key: string; rung: Rung; also: string[] }
export type ReminderPost = Extract<Post, { kind: 'reminder' }>

const entriesPerMessage = 10

/** How long nobody else tries a message after one try began: as long as it can take, and until Slack shows what it took. */
export const lease = longestLookUp + longestPost + 6 * SECOND
/** However bad it is, a message is tried again within this time. */
export const longestPause = 2 * MINUTE

/** Look-ups that may fail before a message is posted again without one. */
export const patientLookUps = 4

/** Every message that a settled complaint is still owed at `now`, in the order in which they are to be sent. */
export function owed(complaint: Complaint, terms: Terms, now: Instant): Post[] {
  const { outbox, history } = complaint
  const known = doubts(outbox)
  const due = dueRungs(complaint, terms, now)
  const reminders = together(due, complaint, terms, now)
  const card: Post[] = outbox.card ? [] : [{ kind: 'card', key: `card:${outbox.cards + 1}` }]
  const told: Post[] = []
  for (let from = outbox.told, to = from; from < history.length; from = to) {
    to = begunTo(known, from) ?? Math.min(from + entriesPerMessage, history.length)
    if (history.slice(from, to).some(isNews))
      told.push({ kind: 'history', key: `history:${from}-${to}`, from, to })
  }
  // A history that Slack will not take must not hold up a deadline.
  const isInTheWay = (key: string) => !readRungKey(key) || due.some(rung => rungKey(rung) === key)
  const difficult = outbox.trouble !== undefined || known.keys().some(isInTheWay)
  return difficult ? [...card, ...reminders, ...told] : [...card, ...told, ...reminders]
}

/** The reminders that a settled complaint is owed at `now`, in the order in which they are to be sent. */
export const owedReminders = (complaint: Complaint, terms: Terms, now: Instant): ReminderPost[] =>
  together(dueRungs(complaint, terms, now), complaint, terms, now)

/** The reminders that are due, a message each; what comes late comes in one, the most urgent in front. */
function together(due: Rung[], complaint: Complaint, terms: Terms, now: Instant): ReminderPost[] {
  if (due.length === 0) return []
  const known = doubts(complaint.outbox)
  const begun = due.filter(rung => known.has(rungKey(rung)))
  const tried = begun.map((rung): ReminderPost => {
    const key = rungKey(rung)
    return { kind: 'reminder', key, rung, also: known.get(key)?.also ?? [] }
  })
  const standFor = new Set(tried.flatMap(({ key, also }) => [key, ...also]))
  const rest = due.filter(rung => !standFor.has(rungKey(rung)))
  const alone = (rung: Rung): ReminderPost => ({ kind: 'reminder', key: rungKey(rung), rung, also: [] })
  if (rest.length < 2) return [...tried, ...rest.map(alone)]
  const missed = new Set(missedBy(complaint, terms, now).map(({ key }) => key))
  const [first, ...others] = rest.filter(rung => missed.has(rungKey(rung))).toSorted(byUrgency)
  const inTime = rest.filter(rung => !missed.has(rungKey(rung))).map(alone)
  return [...tried, ...(first ? [{ ...alone(first), also: others.map(rungKey) }] : []), ...inTime]
}

const byUrgency = (a: Rung, b: Rung): number =>
  Number(b.loud) - Number(a.loud) || clocks.indexOf(a.clock) - clocks.indexOf(b.clock) || b.at - a.at

/** What is told in the thread and on the card; what people say to a reminder is shown at the reminder alone. */
export const isNews = ({ step }: Entry): boolean => !isReaction(step)

/** The reminders that apply and were not sent, and from when on each may be: what came late may have to wait for morning. */
const unsent = (complaint: Complaint, terms: Terms, now: Instant): { rung: Rung; from: Instant }[] =>
  ladders(complaint, terms, now)
    .flatMap(({ current: rung }) =>
      rung && !(rungKey(rung) in complaint.outbox.sent)
        ? { rung, from: allowedFrom(terms.settings.quiet, now, rung.nightFrom) }
        : [],
    )
    .sort((a, b) => a.rung.at - b.rung.at)

/** The reminders of a settled complaint that apply, were not sent, and may be told now, earliest first. */
export const dueRungs = (complaint: Complaint, terms: Terms, now: Instant): Rung[] =>
  unsent(complaint, terms, now).flatMap(({ rung, from }) => (from <= now ? rung : []))

/** The keys of the reminders that apply or are to come if nothing happens. */
export const toCome = (complaint: Complaint, terms: Terms, now: Instant): Set<string> =>
  new Set(
    ladders(complaint, terms, now).flatMap(({ current, ahead }) =>
      [...(current ? [current] : []), ...ahead].map(rungKey),
    ),
  )

/** The messages whose last try had an unknown end, one that was cut short included. */
export function doubts({ doubtful = {}, sending }: Outbox): Map<string, Doubt> {
  const known = new Map<string, Doubt>(Object.entries(doubtful))
  if (sending && !sending.waits) known.set(sending.key, sending)
  return known
}

/** Where the part of the history that was begun at `from`, and may stand there, ends. */
function begunTo(known: Map<string, Doubt>, from: number): number | undefined {
  for (const key of known.keys()) {
    const [, start, end] = /^history:(\d+)-(\d+)$/.exec(key) ?? []
    if (start !== undefined && Number(start) === from) return Number(end)
  }
  return undefined
}

/** Whether the card no longer shows what the record says. */
export const cardIsStale = ({ outbox, history }: Complaint): boolean =>
  outbox.card !== undefined && history.slice(outbox.card.shown).some(isNews)

/** A reminder whose message does not show yet how `shown` entries of the history left it, and from when on to see to that. */
export type Unechoed = { rung: string; shown: number; from: Instant }

/**
 * The next reminder whose message is to be brought up to date: somebody has said something to it, or it still says that
 * the window is open, as the last one does after Got it.
 */
export function unechoed({ outbox, history }: Complaint, now: Instant): Unechoed | undefined {
  const { shown, retryAt = 0 } = outbox.echo ?? { shown: 0 }
  const from = retryAt <= now + longestPause ? retryAt : now
  let lastSeen: string | undefined
  for (const [index, { step, before }] of history.entries()) {
    if (isReaction(step) && readRungKey(step.rung)?.name === '1h') lastSeen = step.rung
    const moved = before !== undefined || ['missed', 'lapsed', 'reopened'].includes(step.type)
    const rung = isReaction(step) ? step.rung : moved ? lastSeen : undefined
    if (index >= shown && rung !== undefined) return { rung, shown: index + 1, from }
  }
  return undefined
}

/** Until when the card is left as it is, because Slack would not change it; a time of a wrong clock counts for nothing. */
export function cardRestsUntil({ card }: Outbox, now: Instant): Instant | undefined {
  const until = card?.retryAt
  return until !== undefined && until > now && until <= now + longestPause ? until : undefined
}

/**
 * The try that somebody is at, or has just made: nobody else tries before its lease ends. A time further away than that can be was
 * written by a clock that has been set back, and counts for nothing.
 */
export const underWay = ({ sending }: Outbox, now: Instant): Outbox['sending'] =>
  sending && sending.leaseUntil > now && sending.leaseUntil <= now + lease ? sending : undefined

/** Until when nothing may be sent: somebody is at it, or Slack asked for a pause; there, too, a time too far away counts for nothing. */
export function heldUntil(outbox: Outbox, now: Instant): Instant | undefined {
  const retryAt = outbox.trouble?.retryAt ?? 0
  const until = Math.max(underWay(outbox, now)?.leaseUntil ?? 0, retryAt <= now + longestPause ? retryAt : 0)
  return until > now ? until : undefined
}

/**
 * Until when what time alone has closed is looked at again: a clock that ran ahead may have closed it too soon, and setting
 * it right wakes whatever is to wake some time.
 */
const lapsedUntil = ({ state }: Complaint): Instant | undefined =>
  state.status === 'closed' && state.outcome === 'lapsed' ? state.at + farAhead : undefined

/** When a complaint wants to be looked at again; `undefined`: never, until it changes. */
export function wakeAt(complaint: Complaint, terms: Terms, now: Instant): Instant | undefined {
  const { outbox } = complaint
  const free = heldUntil(outbox, now) ?? now
  if (outbox.sending || owed(complaint, terms, now).length > 0) return free
  const echo = unechoed(complaint, now)
  const { deed, at: netAt } = netDeed(complaint, now)
  const lapsed = lapsedUntil(complaint)
  const times = [
    cardIsStale(complaint) ? Math.max(free, cardRestsUntil(outbox, now) ?? now) : undefined,
    echo && Math.max(free, echo.from),
    deed && now,
    formerCardsAt(outbox, now),
    ownerCheckAt(complaint, now),
    netAt,
    ...unsent(complaint, terms, now).map(({ from }) => from),
    ...ladders(complaint, terms, now).map(({ ahead }) => ahead[0]?.at),
    lapsed !== undefined && lapsed > now ? lapsed : undefined,
  ].filter(at => at !== undefined)
  return times.length > 0 ? Math.min(...times) : undefined
}
