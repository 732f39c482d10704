import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { UnknownOutcome } from '../../complaints/outbox.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import type { Found } from '../../slack/slack.ts'
import { absentOwner } from './absence.ts'
import { activeAttempt, attemptAbandoned, messagePosted, unknownOutcomes } from './delivery-state.ts'
import { lateReminder } from './late-reminder.ts'
import type { DeliveryParts } from './parts.ts'

/**
 * Looks for `chosen` reminders of unknown outcome, except those in digests, and stores what it finds out.
 */
export async function findPosted(
  parts: Omit<DeliveryParts, 'log'>,
  complaint: Complaint,
  settings: ChannelSettings,
  chosen: (key: string) => boolean,
): Promise<Map<string, Found['kind']>> {
  const { store, slackOf, now, count } = parts
  const { team, channel, id, outbox } = complaint
  const known = new Map<string, Found['kind']>()
  for (const [key, unknown] of unknownOutcomes(outbox)) {
    if (unknown.digest || !parseReminderKey(key) || !chosen(key)) continue
    const { since } = unknown
    const found = await slackOf(team).find({ channel, thread: outbox.card?.ts, key: `${id}:${key}`, since })
    count(found.kind, 'reminder')
    known.set(key, found.kind)
    // Another process may have looked too and may be sending the reminder by now.
    if (found.kind === 'absent')
      await store.change(complaint, fresh =>
        activeAttempt(fresh.outbox, now())?.key === key ? fresh : attemptAbandoned(fresh, key),
      )
    if (found.kind === 'found') await markFound(parts, complaint, settings, { key, ts: found.ts, ...unknown })
  }
  return known
}

async function markFound(
  { store, calendar, slackOf, posted }: Omit<DeliveryParts, 'log'>,
  complaint: Complaint,
  settings: ChannelSettings,
  { key, ts, since, also = [] }: UnknownOutcome & { key: string; ts: string },
) {
  const context = { calendar, settings }
  posted?.(complaint, { kind: 'reminder', key }, context, { ts, since })
  const away = await absentOwner({ slackOf }, complaint, key, ts)
  // The message was written at the first attempt, so it reports the lateness as of then.
  const late = lateReminder(complaint, context, { key, also }, since)
  await store.change(complaint, fresh =>
    messagePosted(fresh, { kind: 'reminder', key, also }, ts, 0, { late, away }),
  )
}
