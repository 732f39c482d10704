import type { Complaint, Outbox } from '../../complaints/complaint.ts'
import { escalationTargets, parseReminderKey, reminderKey } from '../../complaints/reminder-step.ts'
import { maxSendPause, minReminderUpdatePause } from '../../retry-policy.ts'
import { postedAt } from '../../schedule/escalation.ts'
import type { Instant } from '../../time/beijing.ts'
import { type ContentContext, reminderContentOf } from './message-content.ts'
import type { DeliveryParts } from './parts.ts'
import { type Shown, staleReminder } from './stale-reminder.ts'

/**
 * Shows at the next stale reminder, and at the messages that escalated it, who reacted, and takes the buttons
 * away. Messages whose update Slack refuses stay as they are; while Slack is busy, only these updates wait.
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
    // Written as of its posting, so that the time left does not change.
    const now = postedAt(outbox, key)
    if (!reminder || ts === undefined || now === undefined) continue
    const content = reminderContentOf(complaint, reminder, { ...context, now }, late)
    const sent = await slack.update({ channel, ts, key: `${id}:${key}`, ...content })
    if (sent.kind === 'sent') continue
    log.warn({ complaint: id, key, error: sent.error }, 'a reminder could not be brought up to date')
    if (sent.kind === 'refused') continue
    const waitMs = sent.kind === 'busy' ? sent.waitMs : 0
    retryAt = context.now + Math.min(maxSendPause, Math.max(minReminderUpdatePause, waitMs))
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

/** Key of the message that shows a reminder: its own, or that of the late one that stood for it. */
const messageOf = ({ late = {} }: Outbox, key: string): string =>
  Object.keys(late).find(each => late[each]?.also.includes(key)) ?? key
