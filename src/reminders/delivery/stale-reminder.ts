import type { Complaint } from '../../complaints/complaint.ts'
import { isReaction } from '../../complaints/reactions.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { maxSendPause } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'

/**
 * A posted reminder to update. `shown`: the number of history entries that posted reminders show after that;
 * `from`: the earliest time for the update.
 */
export type StaleReminder = { reminder: string; shown: number; from: Instant }

/** `shown`: history entries that posted reminders show; `retryAt`: set if Slack did not take the update. */
export type Shown = { shown: number; retryAt: Instant | undefined }

/**
 * The next posted reminder to update: one that somebody has reacted to, or, after a change of the
 * complaint's state, the acknowledged last reminder of a window, because that one still says that the window
 * is open.
 */
export function staleReminder({ outbox, history }: Complaint, now: Instant): StaleReminder | undefined {
  const { shown, retryAt = 0 } = outbox.echo ?? { shown: 0 }
  const from = retryAt <= now + maxSendPause ? retryAt : now
  let lastSeen: string | undefined
  for (const [index, { step, before }] of history.entries()) {
    if (isReaction(step) && parseReminderKey(step.rung)?.base === '1h') lastSeen = step.rung
    const hasMoved = before !== undefined || ['missed', 'lapsed', 'reopened'].includes(step.type)
    const reminder = isReaction(step) ? step.rung : hasMoved ? lastSeen : undefined
    if (index >= shown && reminder !== undefined) return { reminder, shown: index + 1, from }
  }
  return undefined
}

/** Records how much of the history posted reminders show, or when to try the update again. */
export function postedUpdated(complaint: Complaint, { shown, retryAt }: Shown): Complaint {
  const { outbox } = complaint
  const before = outbox.echo?.shown ?? 0
  const echo = retryAt === undefined ? { shown: Math.max(before, shown) } : { shown: before, retryAt }
  return { ...complaint, outbox: { ...outbox, echo } }
}
