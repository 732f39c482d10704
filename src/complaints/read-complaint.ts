import { LRUCache } from 'lru-cache'
import type { Row } from '../store/engine.ts'
import { type Complaint, complaintSchema } from './complaint.ts'
import type { Damaged } from './damage.ts'

/** Parsed complaints by key, because a busy channel is listed often. */
const known = new LRUCache<string, { text: string; complaint: Complaint }>({ max: 500 })

/**
 * Parses a stored complaint, in some ten microseconds the first time. The result is shared: never change it in place.
 * Throws when the text is not a complaint.
 */
export function readComplaint({ key, text }: Row): Complaint {
  const before = known.get(key)
  if (before?.text === text) return before.complaint
  const complaint = complaintSchema.parse(JSON.parse(text))
  known.set(key, { text, complaint })
  return complaint
}

/** The complaint of a row, or none if it cannot be read, which is reported to `damaged`. */
export function readable(row: Row, damaged: Damaged): Complaint[] {
  try {
    return [readComplaint(row)]
  } catch (error) {
    damaged(row.key, error)
    return []
  }
}
