import { LRUCache } from 'lru-cache'
import type { Row } from '../store/engine.ts'
import { type Complaint, complaintSchema } from './complaint.ts'
import type { Damaged } from './damage.ts'

/** Complaints that stay parsed by their keys, each with its text: a busy channel is listed again and again. */
const known = new LRUCache<string, { text: string; complaint: Complaint }>({ max: 500 })

/**
 * Parses a stored complaint, in some ten microseconds the first time. The result is shared: never change it in place. Throws when
 * the text is no complaint.
 */
export function readComplaint({ key, text }: Row): Complaint {
  const before = known.get(key)
  if (before?.text === text) return before.complaint
  const complaint = complaintSchema.parse(JSON.parse(text))
  known.set(key, { text, complaint })
  return complaint
}

/** The complaint of a row among many, of which one that cannot be read hides no other; `damaged` is told of it. */
export function readable(row: Row, damaged: Damaged): Complaint[] {
  try {
    return [readComplaint(row)]
  } catch (error) {
    damaged(row.key, error)
    return []
  }
}
