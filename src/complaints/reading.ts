import { LRUCache } from 'lru-cache'
import type { Row } from '../store/engine.ts'
import { type Complaint, complaintSchema } from './complaint.ts'
import type { Damaged } from './damage.ts'

/** A complaint from its stored text. Throws when it is not one. */
export const readComplaint = (text: string): Complaint => complaintSchema.parse(JSON.parse(text))

/** The complaints at work by their texts. They are shared, so they must not be changed in place. */
const recent = new LRUCache<string, Complaint>({ max: 500, memoMethod: readComplaint })

/** The same for a text that is read or written again soon. */
export const recall = (text: string): Complaint => recent.memo(text)

/** A stored complaint among many, which would only push others out of the cache; `damaged` is told of one that cannot be read. */
export function readable({ key, text }: Row, damaged: Damaged): Complaint[] {
  try {
    return [recent.get(text) ?? readComplaint(text)]
  } catch (error) {
    damaged(key, error)
    return []
  }
}
