import type { Complaint, Entry, Outbox, UnknownOutcome } from '../../complaints/complaint.ts'
import { isReaction } from '../../complaints/reactions.ts'
import { clocks, parseReminderKey, type ReminderStep, reminderKey } from '../../complaints/reminder-step.ts'
import { missedBy } from '../../schedule/lateness.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import { allowedFrom } from '../../schedule/quiet-hours.ts'
import { scheduleOf } from '../../schedule/schedule.ts'
import { maxLookUpMs, maxPostMs } from '../../slack/timeouts.ts'
import { type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { farAhead } from '../../time/clock.ts'
import { fallbackAction } from '../fallback/fallback-copy.ts'
import { formerCardsAt } from './former-cards.ts'
import { ownerCheckAt } from './later-checks.ts'

/** A message that should stand in Slack and does not yet. `key` is its identity, for good. */
export type Post =
  | { kind: 'card'; key: string }
  | { kind: 'history'; key: string; from: number; to: number }
  /** `also`: the reminders that it stands for beside its own. */
  | { kind: 'reminder'; key: string; reminder: ReminderStep; also: string[] }
export type ReminderPost = Extract<Post, { kind: 'reminder' }>

const entriesPerMessage = 10

/** How long nobody else tries a message after one try began: as long as it can take, and until Slack shows what it took. */
export const lease = maxLookUpMs + maxPostMs + 6 * SECOND
/** However bad it is, a message is tried again within this time. */
export const maxBackoff = 2 * MINUTE

/** Look-ups that may fail before a message is posted again without one. */
export const patientLookUps = 4

/** Every message that a settled complaint is still owed at `now`, in the order in which they are to be sent. */
export function dueMessages(complaint: Complaint, context: PlanContext, now: Instant): Post[] {
  const { outbox, history } = complaint
  const known = unknownOutcomes(outbox)
  const due = dueReminders(complaint, context, now)
  const reminders = together(due, complaint, context, now)
  const card: Post[] = outbox.card ? [] : [{ kind: 'card', key: `card:${outbox.cards + 1}` }]
  const told: Post[] = []
  for (let from = outbox.told, to = from; from < history.length; from = to) {
    to = begunTo(known, from) ?? Math.min(from + entriesPerMessage, history.length)
    if (history.slice(from, to).some(isNews))
      told.push({ kind: 'history', key: `history:${from}-${to}`, from, to })
  }
  // A history that Slack will not take must not hold up a deadline.
  const isInTheWay = (key: string) =>
    !parseReminderKey(key) || due.some(reminder => reminderKey(reminder) === key)
  const difficult = outbox.trouble !== undefined || known.keys().some(isInTheWay)
  return difficult ? [...card, ...reminders, ...told] : [...card, ...told, ...reminders]
}

/** The reminders that a settled complaint is owed at `now`, in the order in which they are to be sent. */
export const dueReminderPosts = (complaint: Complaint, context: PlanContext, now: Instant): ReminderPost[] =>
  together(dueReminders(complaint, context, now), complaint, context, now)

/** The reminders that are due, a message each; what comes late comes in one, the most urgent in front. */
function together(
  due: ReminderStep[],
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
): ReminderPost[] {
  if (due.length === 0) return []
  const known = unknownOutcomes(complaint.outbox)
  const begun = due.filter(reminder => known.has(reminderKey(reminder)))
  const tried = begun.map((reminder): ReminderPost => {
    const key = reminderKey(reminder)
    return { kind: 'reminder', key, reminder, also: known.get(key)?.also ?? [] }
  })
  const standFor = new Set(tried.flatMap(({ key, also }) => [key, ...also]))
  const rest = due.filter(reminder => !standFor.has(reminderKey(reminder)))
  const alone = (reminder: ReminderStep): ReminderPost => ({
    kind: 'reminder',
    key: reminderKey(reminder),
    reminder,
    also: [],
  })
  if (rest.length < 2) return [...tried, ...rest.map(alone)]
  const missed = new Set(missedBy(complaint, context, now).map(({ key }) => key))
  const [first, ...others] = rest.filter(reminder => missed.has(reminderKey(reminder))).toSorted(byUrgency)
  const inTime = rest.filter(reminder => !missed.has(reminderKey(reminder))).map(alone)
  return [...tried, ...(first ? [{ ...alone(first), also: others.map(reminderKey) }] : []), ...inTime]
}

const byUrgency = (a: ReminderStep, b: ReminderStep): number =>
  Number(b.loud) - Number(a.loud) || clocks.indexOf(a.clock) - clocks.indexOf(b.clock) || b.at - a.at

/** What is told in the thread and on the card; what people say to a reminder is shown at the reminder alone. */
export const isNews = ({ step }: Entry): boolean => !isReaction(step)

/** The reminders that apply and were not sent, and from when on each may be: what came late may have to wait for morning. */
const unsent = (
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
): { reminder: ReminderStep; from: Instant }[] =>
  scheduleOf(complaint, context, now)
    .flatMap(({ current: reminder }) =>
      reminder && !(reminderKey(reminder) in complaint.outbox.sent)
        ? { reminder, from: allowedFrom(context.settings.quiet, now, reminder.nightFrom) }
        : [],
    )
    .sort((a, b) => a.reminder.at - b.reminder.at)

/** The reminders of a settled complaint that apply, were not sent, and may be told now, earliest first. */
export const dueReminders = (complaint: Complaint, context: PlanContext, now: Instant): ReminderStep[] =>
  unsent(complaint, context, now).flatMap(({ reminder, from }) => (from <= now ? reminder : []))

/** The keys of the reminders that apply or are to come if nothing happens. */
export const upcomingKeys = (complaint: Complaint, context: PlanContext, now: Instant): Set<string> =>
  new Set(
    scheduleOf(complaint, context, now).flatMap(({ current, ahead }) =>
      [...(current ? [current] : []), ...ahead].map(reminderKey),
    ),
  )

/** The messages whose last try had an unknown end, one that was cut short included. */
export function unknownOutcomes({ doubtful = {}, sending }: Outbox): Map<string, UnknownOutcome> {
  const known = new Map<string, UnknownOutcome>(Object.entries(doubtful))
  if (sending && !sending.waits) known.set(sending.key, sending)
  return known
}

/** Where the part of the history that was begun at `from`, and may stand there, ends. */
function begunTo(known: Map<string, UnknownOutcome>, from: number): number | undefined {
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
export type StaleReminder = { reminder: string; shown: number; from: Instant }

/**
 * The next reminder whose message is to be brought up to date: somebody has said something to it, or it still says that
 * the window is open, as the last one does after Got it.
 */
export function staleReminder({ outbox, history }: Complaint, now: Instant): StaleReminder | undefined {
  const { shown, retryAt = 0 } = outbox.echo ?? { shown: 0 }
  const from = retryAt <= now + maxBackoff ? retryAt : now
  let lastSeen: string | undefined
  for (const [index, { step, before }] of history.entries()) {
    if (isReaction(step) && parseReminderKey(step.rung)?.name === '1h') lastSeen = step.rung
    const moved = before !== undefined || ['missed', 'lapsed', 'reopened'].includes(step.type)
    const reminder = isReaction(step) ? step.rung : moved ? lastSeen : undefined
    if (index >= shown && reminder !== undefined) return { reminder, shown: index + 1, from }
  }
  return undefined
}

/** Until when the card is left as it is, because Slack would not change it; a time of a wrong clock counts for nothing. */
export function cardRestsUntil({ card }: Outbox, now: Instant): Instant | undefined {
  const until = card?.retryAt
  return until !== undefined && until > now && until <= now + maxBackoff ? until : undefined
}

/**
 * The try that somebody is at, or has just made: nobody else tries before its lease ends. A time further away than that can be was
 * written by a clock that has been set back, and counts for nothing.
 */
export const activeAttempt = ({ sending }: Outbox, now: Instant): Outbox['sending'] =>
  sending && sending.leaseUntil > now && sending.leaseUntil <= now + lease ? sending : undefined

/** Until when nothing may be sent: somebody is at it, or Slack asked for a pause; there, too, a time too far away counts for nothing. */
export function blockedUntil(outbox: Outbox, now: Instant): Instant | undefined {
  const retryAt = outbox.trouble?.retryAt ?? 0
  const until = Math.max(
    activeAttempt(outbox, now)?.leaseUntil ?? 0,
    retryAt <= now + maxBackoff ? retryAt : 0,
  )
  return until > now ? until : undefined
}

/**
 * Until when what time alone has closed is looked at again: a clock that ran ahead may have closed it too soon, and setting
 * it right wakes whatever is to wake some time.
 */
const lapsedUntil = ({ state }: Complaint): Instant | undefined =>
  state.status === 'closed' && state.outcome === 'lapsed' ? state.at + farAhead : undefined

/** When a complaint wants to be looked at again; `undefined`: never, until it changes. */
export function wakeAt(complaint: Complaint, context: PlanContext, now: Instant): Instant | undefined {
  const { outbox } = complaint
  const free = blockedUntil(outbox, now) ?? now
  if (outbox.sending || dueMessages(complaint, context, now).length > 0) return free
  const echo = staleReminder(complaint, now)
  const { action, at: fallbackAt } = fallbackAction(complaint, now)
  const lapsed = lapsedUntil(complaint)
  const times = [
    cardIsStale(complaint) ? Math.max(free, cardRestsUntil(outbox, now) ?? now) : undefined,
    echo && Math.max(free, echo.from),
    action && now,
    formerCardsAt(outbox, now),
    ownerCheckAt(complaint, now),
    fallbackAt,
    ...unsent(complaint, context, now).map(({ from }) => from),
    ...scheduleOf(complaint, context, now).map(({ ahead }) => ahead[0]?.at),
    lapsed !== undefined && lapsed > now ? lapsed : undefined,
  ].filter(at => at !== undefined)
  return times.length > 0 ? Math.min(...times) : undefined
}
