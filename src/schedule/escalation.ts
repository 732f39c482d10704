import { wasAway } from '../complaints/absences.ts'
import type { Complaint, Outbox } from '../complaints/complaint.ts'
import { reactionTo } from '../complaints/reactions.ts'
import { parseReminderKey, type ReminderStep, reminderKey } from '../complaints/reminder-step.ts'
import type { Window } from '../rules/deadlines.ts'
import { HOUR, type Instant, MINUTE } from '../time/beijing.ts'
import type { PlanContext } from './plan-context.ts'
import { allowedFrom } from './quiet-hours.ts'

/** The rungs that others are told of when nobody answers, and the reminders that stand for each: its own comes first. */
const answeredFor: Record<string, string[]> = { '6h': ['6h', '1h-early'], '1h': ['1h'] }
const maxWait = 30 * MINUTE
const nightBefore = 6 * HOUR

/** Whether others are told when nobody answers this rung. */
export const isEscalated = ({ name }: Pick<ReminderStep, 'name'>): boolean => Object.hasOwn(answeredFor, name)

/** Whether a reminder, by its key, stands for one of them. */
export function isEscalatedKey(key: string): boolean {
  const { name = '' } = parseReminderKey(key) ?? {}
  return Object.values(answeredFor).some(names => names.includes(name))
}

/** When a reminder was posted, by Slack's clock. */
export function postedAt({ sent }: Outbox, key: string): Instant | undefined {
  const ts = Number(sent[key])
  return Number.isFinite(ts) ? Math.round(ts * 1000) : undefined
}

/** The reminder that was posted for a rung, and when: its own, or where that never came, the early one of the last hour. */
function postedFor({ outbox }: Complaint, reminder: ReminderStep): { key: string; at: Instant } | undefined {
  for (const name of answeredFor[reminder.name] ?? []) {
    const key = reminderKey({ ...reminder, name })
    const at = postedAt(outbox, key)
    if (at !== undefined) return { key, at }
  }
  return undefined
}

/**
 * The rung of a window at `now` that others are to be told of, if it was posted and nobody has answered; none once the
 * whole channel has been told that the deadline has passed.
 */
export function unanswered(
  complaint: Complaint,
  reminders: ReminderStep[],
  now: Instant,
): ReminderStep | undefined {
  if (reminders.some(({ name, at }) => name === 'due' && at <= now)) return undefined
  const urgent = reminders
    .filter(reminder => isEscalated(reminder) && reminder.at <= now)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
  if (!urgent || !postedFor(complaint, urgent)) return undefined
  const names = answeredFor[urgent.name] ?? []
  const answered = names.some(name => reactionTo(complaint, reminderKey({ ...urgent, name })))
  return answered ? undefined : urgent
}

/** Who is told when the owner does not answer. */
export const backups = (owner: string, { settings }: PlanContext): string[] =>
  settings.backup.filter(user => user !== owner)

/**
 * Who is told of an unanswered reminder, and when: the backup people after half an hour, or a third of the time that was
 * left if that is less, or at once when the owner was in do-not-disturb; then, as much later again, the channel. Quiet
 * hours are broken within six hours of the deadline only.
 */
export function escalations(
  complaint: Complaint,
  reminder: ReminderStep,
  { due, latest }: Window,
  context: PlanContext,
): ReminderStep[] {
  const { outbox, owner } = complaint
  const posted = postedFor(complaint, reminder)
  if (!posted) return []
  const stage = (to: 'backup' | 'channel', at: Instant): ReminderStep => ({
    ...reminder,
    name: `${reminder.name}+${to}`,
    at: allowedFrom(context.settings.quiet, at, due - nightBefore),
    loud: to === 'channel',
    nightFrom: due - nightBefore,
  })
  const waited = (since: Instant) =>
    since + Math.min(maxWait, Math.floor(((since < due ? due : latest) - since) / 3))
  if (backups(owner, context).length === 0) return [stage('channel', waited(posted.at))]
  const first = stage('backup', wasAway(complaint, posted.key) ? posted.at : waited(posted.at))
  const told = postedAt(outbox, reminderKey(first))
  return [told === undefined ? first : stage('channel', waited(told))]
}
