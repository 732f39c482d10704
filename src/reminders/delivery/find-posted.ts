import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import type { ComplaintStore } from '../../complaints/store.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Found, Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import { absentOwner } from './absence.ts'
import { attemptAbandoned, messagePosted } from './delivery-state.ts'
import { activeAttempt, unknownOutcomes } from './due-messages.ts'
import type { Posted } from './outbox.ts'
import { lateReminder } from './overdue.ts'

type Parts = {
  store: ComplaintStore
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  count: (what: Found['kind'], of: string) => void
  posted?: Posted
}

/**
 * Looks for the reminders of a complaint that may or may not stand in Slack, those chosen, and keeps what it finds out: by key.
 * Those in digests are looked for elsewhere.
 */
export async function findPosted(
  { store, calendar, slackOf, now, count, posted }: Parts,
  complaint: Complaint,
  settings: ChannelSettings,
  chosen: (key: string) => boolean,
): Promise<Map<string, Found['kind']>> {
  const { team, channel, id, outbox } = complaint
  const known = new Map<string, Found['kind']>()
  for (const [key, { since, also = [], digest }] of unknownOutcomes(outbox)) {
    if (digest || !parseReminderKey(key) || !chosen(key)) continue
    const where = { channel, thread: outbox.card?.ts, key: `${id}:${key}`, since }
    const found = await slackOf(team).find(where)
    count(found.kind, 'reminder')
    known.set(key, found.kind)
    // Another process may have looked as well, and be at it.
    if (found.kind === 'absent')
      await store.change(complaint, fresh =>
        activeAttempt(fresh.outbox, now())?.key === key ? fresh : attemptAbandoned(fresh, key),
      )
    if (found.kind !== 'found') continue
    posted?.(complaint, { kind: 'reminder', key }, { calendar, settings }, { ts: found.ts, since })
    const away = await absentOwner({ slackOf }, complaint, key, found.ts)
    // What it told is what there was to tell at the first try.
    const late = lateReminder(complaint, { calendar, settings }, { key, also }, since)
    await store.change(complaint, fresh =>
      messagePosted(fresh, { kind: 'reminder', key, also }, found.ts, 0, { late, away }),
    )
  }
  return known
}
