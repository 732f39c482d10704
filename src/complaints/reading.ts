import { remembered } from '../remembered.ts'
import type { Row } from '../store/engine.ts'
import { type Complaint, complaintSchema } from './complaint.ts'
import type { Damaged } from './damage.ts'

/** Texts whose complaints are remembered: what a busy channel lists again and again. */
const mostKnown = 500

/**
 * A complaint from its stored text, at some ten microseconds the first time. Shared, so not to be changed in place. Throws when it
 * is not one.
 */
export const readComplaint = remembered(
  mostKnown,
  (text: string): Complaint => complaintSchema.parse(JSON.parse(text)),
)

/** The complaint of a row among many, of which one that cannot be read hides no other; `damaged` is told of it. */
export function readable({ key, text }: Row, damaged: Damaged): Complaint[] {
  try {
    return [readComplaint(text)]
  } catch (error) {
    damaged(key, error)
    return []
  }
}
