import type { Complaint, Outbox } from '../../complaints/complaint.ts'
import { parseReminderKey, reminderKey } from '../../complaints/reminder-step.ts'
import type { Log } from '../../log.ts'
import { maxSendPause, minReminderUpdatePause } from '../../retry-policy.ts'
import { postedAt } from '../../schedule/escalation.ts'
import type { Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import { staleReminder } from './due-messages.ts'
import { type Circumstances, reminderWords } from './texts.ts'

type Parts = { slackOf: (team: string) => Slack; log: Log }

/** How much of the history the reminders show, and when to try again what Slack would not take, if there is such. */
export type Shown = { shown: number; retryAt: Instant | undefined }

/**
 * Shows at a reminder what somebody said to it, and takes away what can be pressed; the same at the messages that told
 * others of it. What Slack refuses is left as it is; when it is busy, this alone waits.
 */
export async function updatePosted(
  { slackOf, log }: Parts,
  complaint: Complaint,
  circumstances: Circumstances,
): Promise<Shown | undefined> {
  const next = staleReminder(complaint, circumstances.now)
  if (!next || next.from > circumstances.now) return undefined
  const { team, channel, id, outbox } = complaint
  const slack = slackOf(team)
  let retryAt: Instant | undefined
  for (const key of new Set(withOthersTold(next.reminder).map(each => messageOf(outbox, each)))) {
    const reminder = parseReminderKey(key)
    const ts = outbox.sent[key]
    const late = outbox.late?.[key]
    // A digest is of many, and stays as it is.
    if (late?.digest) continue
    // As it was when it was posted: what is left of the time is not counted anew.
    const now = postedAt(outbox, key)
    if (!reminder || ts === undefined || now === undefined) continue
    const words = reminderWords(complaint, reminder, { ...circumstances, now }, late)
    const sent = await slack.update({ channel, ts, key: `${id}:${key}`, ...words })
    if (sent.kind === 'sent') continue
    log.warn({ complaint: id, key, error: sent.error }, 'a reminder could not be brought up to date')
    if (sent.kind === 'refused') continue
    const waitMs = sent.kind === 'busy' ? sent.waitMs : 0
    retryAt = circumstances.now + Math.min(maxSendPause, Math.max(minReminderUpdatePause, waitMs))
    break
  }
  return { shown: next.shown, retryAt }
}

/** The key of a reminder, and those under which others were told that nobody answered it. */
function withOthersTold(key: string): string[] {
  const reminder = parseReminderKey(key)
  if (!reminder) return [key]
  return [
    key,
    ...['backup', 'channel'].map(to => reminderKey({ ...reminder, name: `${reminder.name}+${to}` })),
  ]
}

/** The reminder in whose message this one stands: its own, or the late one that stands for it. */
const messageOf = ({ late = {} }: Outbox, key: string): string =>
  Object.keys(late).find(each => late[each]?.also.includes(key)) ?? key
