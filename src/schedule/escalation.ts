import { wasAway } from '../complaints/absences.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { Outbox } from '../complaints/outbox.ts'
import { reactionTo } from '../complaints/reactions.ts'
import {
  type BaseName,
  baseNames,
  type EscalationTarget,
  parseReminderKey,
  type ReminderStep,
  reminderKey,
} from '../complaints/reminder-step.ts'
import type { Window } from '../rules/deadlines.ts'
import { HOUR, type Instant, MINUTE } from '../time/beijing.ts'
import type { PlanContext } from './plan-context.ts'
import { allowedFrom } from './quiet-hours.ts'

/**
 * The step that is escalated when nobody answers the reminder of a step: the same step, or `6h` for
 * `1h-early`, which takes its place. `undefined`: the reminder is not escalated.
 */
const escalatedAs = {
  '7d': undefined,
  '3d': undefined,
  '48h': undefined,
  '24h': undefined,
  'safe-day': undefined,
  '6h': '6h',
  '1h-early': '6h',
  '1h': '1h',
  due: undefined,
  missed: undefined,
  lapsed: undefined,
  buyer: undefined,
  ended: undefined,
  question: undefined,
} satisfies Record<BaseName, '6h' | '1h' | undefined>

/** The steps whose reminders count for an escalated step: that step first, then the one in its place. */
const countingAs = (step: BaseName): BaseName[] => baseNames.filter(base => escalatedAs[base] === step)

const maxWait = 30 * MINUTE
/** From this long before the deadline, escalations come even in quiet hours. */
const nightBefore = 6 * HOUR

/** True if the reminder with this key is escalated when nobody answers it. */
export function isEscalatedKey(key: string): boolean {
  const reminder = parseReminderKey(key)
  return reminder !== undefined && !reminder.escalatedTo && escalatedAs[reminder.base] !== undefined
}

/** The time at which a reminder was posted, by Slack's clock; `undefined` if it was not. */
export function postedAt({ sent }: Outbox, key: string): Instant | undefined {
  const ts = Number(sent[key])
  return Number.isFinite(ts) ? Math.round(ts * 1000) : undefined
}

/** The reminder that was posted for an escalated step, or, if none was, for the step in its place. */
function postedFor({ outbox }: Complaint, reminder: ReminderStep): { key: string; at: Instant } | undefined {
  for (const base of countingAs(reminder.base)) {
    const key = reminderKey({ ...reminder, base })
    const at = postedAt(outbox, key)
    if (at !== undefined) return { key, at }
  }
  return undefined
}

/**
 * The latest step of a window that is to be escalated at `now`: it was posted, and nobody has answered. None
 * once the deadline has passed, because the `due` reminder goes to the whole channel anyway.
 */
export function unanswered(
  complaint: Complaint,
  reminders: ReminderStep[],
  now: Instant,
): ReminderStep | undefined {
  if (reminders.some(({ base, at }) => base === 'due' && at <= now)) return undefined
  const urgent = reminders
    .filter(reminder => escalatedAs[reminder.base] === reminder.base && reminder.at <= now)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
  if (!urgent || !postedFor(complaint, urgent)) return undefined
  const answered = countingAs(urgent.base).some(base =>
    reactionTo(complaint, reminderKey({ ...urgent, base })),
  )
  return answered ? undefined : urgent
}

/** The channel's backup people, except the owner, who has been called already. */
export const backups = (owner: string, { settings }: PlanContext): string[] =>
  settings.backup.filter(user => user !== owner)

/**
 * The next escalation of an unanswered reminder. The backup people are called after half an hour, or after a
 * third of the time left if that is shorter, or at once if the owner was in do-not-disturb. The channel is
 * called after another such wait. Escalations break quiet hours only in the last six hours before the
 * deadline.
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
  const stage = (to: EscalationTarget, at: Instant): ReminderStep => ({
    ...reminder,
    escalatedTo: to,
    at: allowedFrom(context.settings.quiet, at, due - nightBefore),
    inChannel: to === 'channel',
    mayBreakQuietFrom: due - nightBefore,
  })
  const waited = (since: Instant) =>
    since + Math.min(maxWait, Math.floor(((since < due ? due : latest) - since) / 3))
  if (backups(owner, context).length === 0) return [stage('channel', waited(posted.at))]
  const first = stage('backup', wasAway(complaint, posted.key) ? posted.at : waited(posted.at))
  const told = postedAt(outbox, reminderKey(first))
  return [told === undefined ? first : stage('channel', waited(told))]
}
