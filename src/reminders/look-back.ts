import type { Complaint } from '../complaints/complaint.ts'
import { readRungKey } from '../complaints/rung.ts'
import type { ComplaintStore } from '../complaints/store.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Found, Slack } from '../slack/slack.ts'
import { wasAway } from './absence.ts'
import { doubts, leasedUntil } from './agenda.ts'
import { givenUp, marked } from './marks.ts'

type Parts = {
  store: ComplaintStore
  slackOf: (team: string) => Slack
  now: () => Instant
  count: (what: Found['kind'], of: string) => void
}

/**
 * Looks for the reminders of a complaint that may or may not stand in Slack, those chosen, and keeps what it finds out: by key.
 * Those in digests are looked for elsewhere.
 */
export async function lookBack(
  { store, slackOf, now, count }: Parts,
  complaint: Complaint,
  chosen: (key: string) => boolean,
): Promise<Map<string, Found['kind']>> {
  const { team, channel, id, outbox } = complaint
  const known = new Map<string, Found['kind']>()
  for (const [key, { since, also = [], digest }] of doubts(outbox)) {
    if (digest || !readRungKey(key) || !chosen(key)) continue
    const where = { channel, thread: outbox.card?.ts, key: `${id}:${key}`, since }
    const found = await slackOf(team).find(where)
    count(found.kind, 'reminder')
    known.set(key, found.kind)
    // Another process may have looked as well, and be at it.
    const isBegun = ({ outbox }: Complaint) =>
      outbox.sending?.key === key && leasedUntil(outbox, now()) !== undefined
    if (found.kind === 'absent')
      await store.change(complaint, fresh => (isBegun(fresh) ? fresh : givenUp(fresh, key)))
    if (found.kind !== 'found') continue
    const away = await wasAway({ slackOf }, complaint, key, found.ts)
    await store.change(complaint, fresh =>
      marked(fresh, { kind: 'reminder', key, also }, found.ts, 0, { away }),
    )
  }
  return known
}
