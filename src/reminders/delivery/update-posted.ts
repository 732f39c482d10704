import type { Complaint } from '../../complaints/complaint.ts'
import type { Outbox } from '../../complaints/outbox.ts'
import { escalationTargets, parseReminderKey, reminderKey } from '../../complaints/reminder-step.ts'
import { minReminderUpdatePause } from '../../retry-policy.ts'
import { postedAt } from '../../schedule/escalation.ts'
import type { Instant } from '../../time/beijing.ts'
import { updatePause } from './failure-state.ts'
import { type ContentContext, reminderContentOf } from './message-content.ts'
import type { DeliveryParts } from './parts.ts'
import { type Shown, staleReminder } from './stale-reminder.ts'

/**
 * Updates the next stale reminder and the messages that escalated it: they show who reacted and lose their
 * buttons. If Slack refuses an update, the message stays as it is; while Slack is busy, only these updates
 * wait.
 */
export async function updatePosted(
  { slackOf, log }: Pick<DeliveryParts, 'slackOf' | 'log'>,
  complaint: Complaint,
  context: ContentContext,
): Promise<Shown | undefined> {
  const next = staleReminder(complaint, context.now)
  if (!next || next.from > context.now) return undefined
  const { team, channel, id, outbox } = complaint
  const slack = slackOf(team)
  let retryAt: Instant | undefined
  for (const key of new Set(withEscalations(next.reminder).map(each => messageOf(outbox, each)))) {
    const reminder = parseReminderKey(key)
    const ts = outbox.sent[key]
    const late = outbox.late?.[key]
    // A digest is about many complaints, so it stays as it is.
    if (late?.digest) continue
    // Written as of the time of posting, so that the remaining time in it does not change.
    const now = postedAt(outbox, key)
    if (!reminder || ts === undefined || now === undefined) continue
    const content = reminderContentOf(complaint, reminder, { ...context, now }, late)
    const sent = await slack.update({ channel, ts, key: `${id}:${key}`, ...content })
    if (sent.kind === 'sent') continue
    log.warn({ complaint: id, key, error: sent.error }, 'a reminder could not be brought up to date')
    if (sent.kind === 'refused') continue
    retryAt = context.now + updatePause(sent, minReminderUpdatePause)
    break
  }
  return { shown: next.shown, retryAt }
}

/** Keys of a reminder and of its escalations. */
function withEscalations(key: string): string[] {
  const reminder = parseReminderKey(key)
  if (!reminder) return [key]
  return [key, ...escalationTargets.map(escalatedTo => reminderKey({ ...reminder, escalatedTo }))]
}

/** Key of the message that shows a reminder: its own, or that of the late message that covered it. */
const messageOf = ({ late = {} }: Outbox, key: string): string =>
  Object.keys(late).find(each => late[each]?.also.includes(key)) ?? key
