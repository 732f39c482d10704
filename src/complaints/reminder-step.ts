import { LRUCache } from 'lru-cache'
import { dayOf, type Instant } from '../time/beijing.ts'

/** The clocks that have reminders, most urgent first; `contact` is the advice to talk to the buyer. */
export const clocks = ['evidence', 'contact', 'decision', 'appeal', 'review', 'block'] as const
export type ClockName = (typeof clocks)[number]

/**
 * All steps of all schedules. `1h-early` comes before quiet hours, in addition to `1h`; `missed` and
 * `lapsed` announce that a window has closed; `question` is repeated, and its key contains the Beijing day
 * of its due instant.
 */
export const baseNames = [
  '7d',
  '3d',
  '48h',
  '24h',
  'safe-day',
  '6h',
  '1h-early',
  '1h',
  'due',
  'missed',
  'lapsed',
  'buyer',
  'ended',
  'question',
] as const
export type BaseName = (typeof baseNames)[number]

/** The people who are called if nobody answers a reminder. */
export const escalationTargets = ['backup', 'channel'] as const
export type EscalationTarget = (typeof escalationTargets)[number]

/** A reminder's identity. It contains the due instant, so a moved deadline makes another reminder. */
export type ReminderIdentity = {
  clock: ClockName
  base: BaseName
  /** The deadline, or another instant that the reminder is about. */
  due: Instant
  /** For a snoozed reminder: when it comes again. */
  snoozedUntil?: Instant | undefined
  /** For an escalation of a reminder that nobody answered: who is called. */
  escalatedTo?: EscalationTarget | undefined
}

/** One reminder of a schedule. */
export type ReminderStep = ReminderIdentity & {
  at: Instant
  /** Posted to the channel as well as to the thread. */
  inChannel: boolean
  /** From this instant on, the reminder may be posted in quiet hours. */
  mayBreakQuietFrom: Instant
}

/**
 * The part of a reminder's key between clock and due instant: `24h`, `6h+backup`,
 * `48h@2026-11-21T02:00:00.000Z`, or a question's day.
 */
export function stepName({ base, due, snoozedUntil, escalatedTo }: Omit<ReminderIdentity, 'clock'>): string {
  const name = base === 'question' ? dayOf(due) : base
  const again = snoozedUntil === undefined ? '' : `@${times.memo(snoozedUntil)}`
  return `${name}${again}${escalatedTo === undefined ? '' : `+${escalatedTo}`}`
}

/**
 * The stored form of an identity, in records, buttons and message metadata:
 * `evidence:24h:2026-11-23T02:30:00.000Z`.
 */
export const reminderKey = (reminder: ReminderIdentity): string =>
  `${reminder.clock}:${stepName(reminder)}:${times.memo(reminder.due)}`

/** Without this cache, formatting the same few times again and again took a tenth of a catch-up's time. */
const times = new LRUCache<Instant, string>({ max: 1000, memoMethod: time => new Date(time).toISOString() })

const keyForm = /^([a-z]+):([^:@+]+)(?:@(\d[^+]*Z))?(?:\+([a-z]+))?:(\d[^:]*:[^:]*:[^:]*Z)$/

/** The inverse of `reminderKey`; `undefined` for any text that `reminderKey` cannot produce. */
export function parseReminderKey(key: string): ReminderIdentity | undefined {
  const [, clockName, name, again, target, time = ''] = keyForm.exec(key) ?? []
  const clock = clocks.find(each => each === clockName)
  const due = Date.parse(time)
  const snoozedUntil = again === undefined ? undefined : Date.parse(again)
  if (!clock || Number.isNaN(due) || Number.isNaN(snoozedUntil)) return undefined
  const reminder: ReminderIdentity = {
    clock,
    base: baseNames.find(each => each === name) ?? 'question',
    due,
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...(target !== undefined && { escalatedTo: escalationTargets.find(each => each === target) }),
  }
  return reminderKey(reminder) === key ? reminder : undefined
}
