import type { RuleBook } from '../rules/rule-book.ts'
import type { Instant } from '../time/beijing.ts'
import { foldWidth } from '../time/full-width.ts'
import { type Complaint, textFields } from './complaint.ts'
import { checkLength } from './lengths.ts'
import { Refused } from './refused.ts'
import { settle } from './settle.ts'
import { checkTimes } from './time-order.ts'
import type { Origin } from './transitions.ts'

/** The facts of a new complaint as a person gives them; `received` or `filed` is required. */
export type Notice = {
  order: string
  buyer?: string | undefined
  shop?: string | undefined
  note?: string | undefined
  owner?: string | undefined
  traded?: Instant | undefined
  filed?: Instant | undefined
  received?: Instant | undefined
  due?: Instant | undefined
}

export type Place = { id: string; team: string; channel: string }

/**
 * A new complaint with the book's current periods. If `received` or `filed` is missing, it copies the other.
 * Throws `Refused`.
 */
export function record(notice: Notice, place: Place, book: RuleBook, origin: Origin): Complaint {
  if (!notice.order.trim()) throw new Refused({ code: 'order-missing' })
  for (const field of [...textFields, 'note'] as const) checkLength(field, notice[field])
  const receivedAt = notice.received ?? notice.filed
  const filedAt = notice.filed ?? notice.received
  if (receivedAt === undefined || filedAt === undefined) throw new Refused({ code: 'start-missing' })
  const copied = notice.received === undefined ? 'received' : notice.filed === undefined ? 'filed' : undefined
  const complaint: Complaint = {
    ...place,
    order: foldWidth(notice.order).trim(),
    ...(notice.buyer && { buyer: notice.buyer }),
    ...(notice.shop && { shop: notice.shop }),
    ...(notice.note && { note: notice.note }),
    owner: notice.owner ?? origin.by,
    ...(notice.traded !== undefined && { tradedAt: notice.traded }),
    filedAt,
    receivedAt,
    ...(copied && { copied }),
    ...(notice.due !== undefined && { evidenceDueOnPage: notice.due }),
    periods: book.periods,
    bookVersion: book.version,
    evidence: {},
    createdAt: origin.at,
    createdBy: origin.by,
    state: { status: 'awaiting-evidence' },
    history: [
      { step: { type: 'recorded' }, at: origin.at, by: origin.by, ...(origin.via && { via: origin.via }) },
    ],
    outbox: { cards: 0, told: 0, sent: {} },
  }
  checkTimes(complaint, origin.at)
  return settle(complaint, origin.at)
}
