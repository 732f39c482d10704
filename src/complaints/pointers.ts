import type Keyv from 'keyv'
import type { Swap } from '../store/engine.ts'
import { type Complaint, isOpen } from './complaint.ts'
import type { Damaged } from './damage.ts'
import { idKey, keyOf, orderKey, threadKey } from './keys.ts'
import { readable } from './read-complaint.ts'

/**
 * The complaint that an order number of a channel leads to, if it can be read, and the text of that pointer.
 */
type Holder = {
  pointer: string | undefined
  holder: Complaint | undefined
  /** The complaint is open and still has that order number. */
  holds: boolean
}

const pointing = (key: string, expected: string | undefined, next: string | undefined): Swap => ({
  key,
  expected,
  next,
  wakeAt: undefined,
})

const threadOf = (complaint: Complaint): string | undefined =>
  complaint.outbox.card && threadKey(complaint, complaint.outbox.card.ts)

export type Pointers = ReturnType<typeof createPointers>

/**
 * The keys that lead to a complaint: its id, its order number while it is open, and the thread of its card.
 * Each swap replaces whatever text is stored, so the next change repairs a pointer that is missing or wrong.
 */
export function createPointers(texts: Keyv<string>, damaged: Damaged) {
  async function holderOf(complaint: Complaint): Promise<Holder> {
    const pointer = await texts.get(orderKey(complaint))
    const key = keyOf({ ...complaint, id: pointer ?? '' })
    const text = pointer === undefined ? undefined : await texts.get(key)
    const [holder] = text === undefined ? [] : readable({ key, text }, damaged)
    const holds = holder !== undefined && isOpen(holder) && holder.order === complaint.order
    return { pointer, holder, holds }
  }

  return {
    holderOf,
    order: (complaint: Complaint, pointer: string | undefined) =>
      pointing(orderKey(complaint), pointer, complaint.id),
    /** Frees the order number of a complaint that leaves its channel. */
    async noOrder(complaint: Complaint): Promise<Swap[]> {
      const key = orderKey(complaint)
      return (await texts.get(key)) === complaint.id ? [pointing(key, complaint.id, undefined)] : []
    },
    async id(complaint: Complaint): Promise<Swap> {
      const key = idKey(complaint)
      return pointing(key, await texts.get(key), complaint.channel)
    },
    newId: (complaint: Complaint) => pointing(idKey(complaint), undefined, complaint.channel),
    /** Follows the card, which may be posted, deleted, or left behind. */
    async thread(before: Complaint, after: Complaint): Promise<Swap[]> {
      const [from, to] = [threadOf(before), threadOf(after)]
      if (from === to) return []
      const old = from === undefined ? undefined : await texts.get(from)
      const there = to === undefined ? undefined : await texts.get(to)
      return [
        ...(from !== undefined && old === before.id ? [pointing(from, old, undefined)] : []),
        ...(to !== undefined ? [pointing(to, there, after.id)] : []),
      ]
    },
  }
}
