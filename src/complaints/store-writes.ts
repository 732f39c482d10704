import type { Swap } from '../store/engine.ts'
import { type Complaint, isOpen } from './complaint.ts'
import {
  type Attempted,
  checked,
  type StoreContext,
  settingsOf,
  snapshotOf,
  writingSwap,
} from './complaint-swap.ts'
import { randomId } from './id.ts'
import { keyOf, type Ref } from './keys.ts'
import { readComplaint } from './read-complaint.ts'
import { Refused } from './refused.ts'
import type { Change } from './store-contract.ts'

/** The refusal when another open complaint of the channel, `holder`, already has the order number. */
const orderTaken = ({ order }: Complaint, holder: Complaint) =>
  new Refused({ code: 'order-taken', order, id: holder.id })

/**
 * One attempt to record a complaint. Returns the existing one (`created: false`) if an open complaint has
 * the order number, or if this is a copy of the delivery that recorded it. Later attempts try longer ids, in
 * case the short ones are used up.
 */
export async function tryCreate(
  context: StoreContext,
  make: (id: string) => Complaint,
  attempt: number,
): Attempted<{ complaint: Complaint; created: boolean }> {
  const { engine, pointers, stored } = context
  const complaint = checked(make(randomId(4 + Math.floor(attempt / 4))))
  const { pointer, holder, holds } = await pointers.holderOf(complaint)
  const via = complaint.history[0]?.via
  const isRepeated = via !== undefined && holder?.history[0]?.via === via
  if (holder && (holds || isRepeated)) return { result: { complaint: holder, created: false } }
  const { settings, check } = await settingsOf(context, complaint)
  const own = writingSwap(context, complaint, settings, undefined)
  const swaps = [own, pointers.newId(complaint), pointers.order(complaint, pointer)]
  if (!(await engine.swap(swaps, [check]))) return undefined
  stored(complaint, settings, own.wakeAt)
  return { result: { complaint, created: true } }
}

/** One attempt to change a complaint within its channel. */
export async function tryChange(
  context: StoreContext,
  ref: Ref,
  change: Change,
): Attempted<Complaint | undefined> {
  const seen = await snapshotOf(context, ref)
  if (!seen) return { result: undefined }
  const { engine, pointers, stored } = context
  const { complaint: before, text, settings, check } = seen
  const after = change(before, settings)
  if (after === before) return { result: before }
  const complaint = checked(after)
  const own = writingSwap(context, complaint, settings, text)
  const swaps = [own, ...(await pointers.thread(before, complaint))]
  if (claimsOrder(complaint, before)) swaps.push(...(await claimedOrder(context, complaint)))
  const done = await engine.swap(swaps, [check])
  if (done) stored(complaint, settings, own.wakeAt)
  return done ? { result: complaint } : undefined
}

/** True if an open complaint takes an order number: its number was corrected, or it was reopened. */
const claimsOrder = (complaint: Complaint, before: Complaint): boolean =>
  isOpen(complaint) && (complaint.order !== before.order || !isOpen(before))

/** The swap that points an order number to `complaint`; throws `Refused` if another open one has it. */
async function claimedOrder({ pointers }: StoreContext, complaint: Complaint): Promise<Swap[]> {
  const { pointer, holder, holds } = await pointers.holderOf(complaint)
  if (holds && holder && holder.id !== complaint.id) throw orderTaken(complaint, holder)
  return pointer === complaint.id ? [] : [pointers.order(complaint, pointer)]
}

/** One attempt to move a complaint to another channel; with `besides`, even if its order number is taken. */
export async function tryMove(
  context: StoreContext,
  ref: Ref,
  change: (complaint: Complaint) => Complaint,
  besides: boolean,
): Attempted<Complaint | undefined> {
  const { engine, texts, pointers, stored } = context
  const key = keyOf(ref)
  const text = await texts.get(key)
  if (text === undefined) return { result: undefined }
  const before = readComplaint({ key, text })
  const complaint = checked(change(before))
  if (complaint.channel === before.channel) return { result: complaint }
  const { settings, check } = await settingsOf(context, complaint)
  const { pointer, holder, holds } = await pointers.holderOf(complaint)
  if (isOpen(complaint) && holds && holder && !besides) throw orderTaken(complaint, holder)
  const own = writingSwap(context, complaint, settings, undefined)
  const swaps: Swap[] = [
    own,
    { key, expected: text, next: undefined, wakeAt: undefined },
    await pointers.id(complaint),
    ...(await pointers.noOrder(before)),
    ...(await pointers.thread(before, complaint)),
    ...(isOpen(complaint) && !holds ? [pointers.order(complaint, pointer)] : []),
  ]
  if (!(await engine.swap(swaps, [check]))) return undefined
  stored(complaint, settings, own.wakeAt)
  return { result: complaint }
}
