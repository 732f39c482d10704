import type { Complaint, Outbox } from '../complaints/complaint.ts'
import { type Instant, MINUTE, SECOND } from '../rules/beijing.ts'
import type { Sent } from '../slack/slack.ts'
import type { Post } from './agenda.ts'

/** A message that Slack did not take. */
export type Trouble = Extract<Sent, { kind: 'busy' | 'refused' | 'unknown' }>

const longestPause = 2 * MINUTE

const withOutbox = (complaint: Complaint, outbox: Outbox): Complaint => ({ ...complaint, outbox })

/** The record once a message stands in Slack as `ts`; `shown`: how much of the history it was made from. */
export function marked(
  complaint: Complaint,
  post: Pick<Post, 'kind' | 'key'> & { to?: number },
  ts: string,
  shown: number,
) {
  const { sending, trouble, ...rest } = complaint.outbox
  const outbox = {
    ...rest,
    ...(sending && sending.key !== post.key && { sending }),
    ...(trouble && !isOver(trouble, post) && { trouble }),
  }
  switch (post.kind) {
    case 'card': {
      const posted = outbox.card?.ts !== ts
      return withOutbox(complaint, { ...outbox, card: { ts, shown }, cards: outbox.cards + (posted ? 1 : 0) })
    }
    case 'history':
      return withOutbox(complaint, { ...outbox, told: Math.max(outbox.told, post.to ?? 0) })
    case 'reminder':
      return withOutbox(complaint, { ...outbox, sent: { ...outbox.sent, [post.key]: ts } })
  }
}

/** Only the message that Slack did not take ends the trouble; another one that it takes says nothing of that one. */
const isOver = ({ key }: NonNullable<Outbox['trouble']>, post: Pick<Post, 'kind' | 'key'>): boolean =>
  post.kind === 'card' ? key === undefined || key.startsWith('card:') : key === post.key

/**
 * The record after Slack did not take a message: when to try again, later each time, within two minutes.
 * A refusal that was told stays the trouble while Slack is merely busy, so that it is not told twice.
 */
export function troubled(
  complaint: Complaint,
  key: string | undefined,
  { kind, error, ...rest }: Trouble,
  now: Instant,
) {
  const { sending, trouble, ...outbox } = complaint.outbox
  const tries = (trouble?.tries ?? 0) + 1
  const pause = Math.min(longestPause, 2 ** Math.min(tries, 10) * SECOND)
  const waitMs = 'waitMs' in rest ? rest.waitMs : 0
  const known = trouble?.told && (kind !== 'refused' || trouble.error === error) ? trouble.error : undefined
  return withOutbox(complaint, {
    ...outbox,
    ...(sending && sending.key !== key && { sending }),
    trouble: {
      error: known ?? error,
      ...(key !== undefined && { key }),
      since: trouble?.since ?? now,
      retryAt: now + Math.max(pause, waitMs),
      tries,
      told: known !== undefined,
    },
  })
}

/** Nothing is owed any more: no intent and no trouble is left. */
export function cleared(complaint: Complaint): Complaint {
  const { sending: _, trouble: __, ...outbox } = complaint.outbox
  return withOutbox(complaint, outbox)
}

/** The card was deleted in Slack: another one is owed. */
export function dropCard(complaint: Complaint, ts: string): Complaint {
  const { card, ...outbox } = complaint.outbox
  return card?.ts === ts ? withOutbox(complaint, outbox) : complaint
}

/** The intent to send `key` is given up: it was not posted, for certain. */
export function withdrawn(complaint: Complaint, key: string): Complaint {
  const { sending, ...outbox } = complaint.outbox
  return sending?.key === key ? withOutbox(complaint, outbox) : complaint
}
