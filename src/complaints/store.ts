import type Keyv from 'keyv'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Check, Engine, Row, Swap } from '../store/engine.ts'
import { eachPage } from '../store/pages.ts'
import type { Instant } from '../time/beijing.ts'
import { type ChannelRef, type ChannelSettings, readSettings, settingsKey } from './channel-settings.ts'
import { type Complaint, complaintSchema, isOpen } from './complaint.ts'
import type { Damaged } from './damage.ts'
import { randomId } from './id.ts'
import { complaintsOf, idKey, keyOf, type Ref, threadKey } from './keys.ts'
import { createKeyedMutex, type KeyedMutex } from './one-at-a-time.ts'
import { createPointers } from './pointers.ts'
import { readable, readComplaint } from './reading.ts'
import { Refused } from './refused.ts'
import type { Change, ComplaintStore, Seen } from './store-contract.ts'

export { isRowOf, keyOf, type Ref, refOf } from './keys.ts'
export { readComplaint } from './reading.ts'
export type { ComplaintStore, Seen } from './store-contract.ts'

/** Complaints planned in one transaction: some ten milliseconds of work. */
const planBatch = 25

/** The complaint as it will be read again. Throws when it could not be. */
const checked = (complaint: Complaint): Complaint => complaintSchema.parse(complaint)

/** Whether a complaint holds an order number that it did not hold before. */
const claimsOrder = (complaint: Complaint, before: Complaint): boolean =>
  isOpen(complaint) && (complaint.order !== before.order || !isOpen(before))

export type StoreParts = {
  damaged?: Damaged
  /** Told of each complaint that was stored or planned again, with the wake-up that it got. */
  stored?: (complaint: Complaint, settings: ChannelSettings, wakeAt: Instant | undefined) => void
  /** Shared by the stores that one process has over the same complaints. */
  mutex?: KeyedMutex
}

/**
 * Complaints in Keyv, one key each. A change is a compare-and-swap of the stored text; in the same transaction go what
 * leads to the complaint, whether it is open, and the wake-up that `wakeAt` computes from the new state and the channel's
 * settings. It fails when those settings are no longer the ones that were read.
 */
export function createComplaintStore(
  engine: Engine,
  texts: Keyv<string>,
  wakeAt: (complaint: Complaint, settings: ChannelSettings) => Instant | undefined,
  { damaged = () => {}, stored = () => {}, mutex = createKeyedMutex() }: StoreParts = {},
): ComplaintStore {
  const read = (row: Row) => readable(row, damaged)
  const pointers = createPointers(texts, (key, text) => read({ key, text }))

  /** The swap of a complaint, with its wake-up. One with something to come counts as open: settings and clock still matter. */
  function planned(
    complaint: Complaint,
    settings: ChannelSettings,
    swap: Pick<Swap, 'expected' | 'next'>,
  ): Swap {
    const at = wakeAt(complaint, settings)
    return { key: keyOf(complaint), ...swap, wakeAt: at, open: isOpen(complaint) || at !== undefined }
  }

  const swapOf = (complaint: Complaint, expected: string | undefined, settings: ChannelSettings): Swap =>
    planned(complaint, settings, { expected, next: JSON.stringify(complaint) })

  /** A channel's settings, and that they must still be the same when a plan made from them is stored. */
  async function settingsOf(channel: ChannelRef): Promise<{ settings: ChannelSettings; check: Check }> {
    const key = settingsKey(channel)
    const expected = await texts.get(key)
    return { settings: readSettings(channel, expected, damaged), check: { key, expected } }
  }

  async function textsOf(ref: Ref) {
    const [text, settings] = await texts.getMany([keyOf(ref), settingsKey(ref)])
    return text === undefined ? undefined : { text, settings }
  }

  async function load(ref: Ref): Promise<Complaint | undefined> {
    const text = await texts.get(keyOf(ref))
    return text === undefined ? undefined : readComplaint({ key: keyOf(ref), text })
  }

  async function look(ref: Ref): Promise<Seen | undefined> {
    const seen = await textsOf(ref)
    return (
      seen && {
        complaint: readComplaint({ key: keyOf(ref), text: seen.text }),
        settings: readSettings(ref, seen.settings, damaged),
      }
    )
  }

  async function tryChange(ref: Ref, change: Change): Promise<{ result: Complaint | undefined } | undefined> {
    const seen = await textsOf(ref)
    if (!seen) return { result: undefined }
    const before = readComplaint({ key: keyOf(ref), text: seen.text })
    const settings = readSettings(ref, seen.settings, damaged)
    const after = change(before, settings)
    if (after === before) return { result: before }
    const complaint = checked(after)
    const own = swapOf(complaint, seen.text, settings)
    const swaps = [own, ...(await pointers.thread(before, complaint))]
    if (claimsOrder(complaint, before)) {
      const { pointer, holder, holds } = await pointers.holderOf(complaint)
      if (holds && holder && holder.id !== complaint.id)
        throw new Refused({ code: 'order-taken', order: complaint.order, id: holder.id })
      if (pointer !== complaint.id) swaps.push(pointers.order(complaint, pointer))
    }
    const done = await engine.swap(swaps, [{ key: settingsKey(ref), expected: seen.settings }])
    if (done) stored(complaint, settings, own.wakeAt)
    return done ? { result: complaint } : undefined
  }

  const change = (ref: Ref, to: Change) =>
    mutex(keyOf(ref), () => untilSwapped(`changing ${keyOf(ref)}`, () => tryChange(ref, to)))

  async function tryMove(key: string, change: (complaint: Complaint) => Complaint, besides: boolean) {
    const text = await texts.get(key)
    if (text === undefined) return { result: undefined }
    const before = readComplaint({ key, text })
    const complaint = checked(change(before))
    if (complaint.channel === before.channel) return { result: complaint }
    const { settings, check } = await settingsOf(complaint)
    const { pointer, holder, holds } = await pointers.holderOf(complaint)
    if (isOpen(complaint) && holds && holder && !besides)
      throw new Refused({ code: 'order-taken', order: complaint.order, id: holder.id })
    const own = swapOf(complaint, undefined, settings)
    const swaps: Swap[] = [
      { key, expected: text, next: undefined, wakeAt: undefined },
      own,
      await pointers.id(complaint),
      ...(await pointers.noOrder(before)),
      ...(await pointers.thread(before, complaint)),
      ...(isOpen(complaint) && !holds ? [pointers.order(complaint, pointer)] : []),
    ]
    if (!(await engine.swap(swaps, [check]))) return undefined
    stored(complaint, settings, own.wakeAt)
    return { result: complaint }
  }

  const each: ComplaintStore['each'] = (channel, which, visit) =>
    eachPage(engine, complaintsOf(channel), { open: which === 'open' }, rows => {
      for (const complaint of rows.flatMap(read)) visit(complaint)
    })

  /** Plans many complaints as they were read; one by one where any of them, or the settings, changed meanwhile. */
  async function replanAll(channel: ChannelRef, rows: Row[]) {
    const { settings, check } = await settingsOf(channel)
    const plans = rows.flatMap(row =>
      read(row).map(complaint => {
        const swap = planned(complaint, settings, { expected: row.text, next: row.text })
        return { complaint, swap }
      }),
    )
    if (plans.length === 0) return
    const swaps = plans.map(({ swap }) => swap)
    if (await engine.swap(swaps, [check]))
      for (const { complaint, swap } of plans) stored(complaint, settings, swap.wakeAt)
    else for (const { complaint } of plans) await change(complaint, same => ({ ...same }))
  }

  async function mark(row: Row): Promise<boolean> {
    const [complaint] = read(row)
    if (!complaint) return false
    const [{ settings, check }, [marked]] = await Promise.all([
      settingsOf(complaint),
      engine.list(row.key, { open: true, limit: 1 }),
    ])
    const swap = planned(complaint, settings, { expected: row.text, next: row.text })
    return (marked?.key === row.key) !== swap.open && engine.swap([swap], [check])
  }

  async function tryCreate(make: (id: string) => Complaint, count: number) {
    const complaint = checked(make(randomId(4 + Math.floor(count / 4))))
    const { pointer, holder, holds } = await pointers.holderOf(complaint)
    const via = complaint.history[0]?.via
    const again = via !== undefined && holder?.history[0]?.via === via
    if (holder && (holds || again)) return { result: { complaint: holder, created: false } }
    const { settings, check } = await settingsOf(complaint)
    const own = swapOf(complaint, undefined, settings)
    const swaps = [own, pointers.newId(complaint), pointers.order(complaint, pointer)]
    if (!(await engine.swap(swaps, [check]))) return undefined
    stored(complaint, settings, own.wakeAt)
    return { result: { complaint, created: true } }
  }

  return {
    load,
    look,
    change,
    each,
    mark,
    move: (ref, to, besides = false) =>
      mutex(keyOf(ref), () => untilSwapped(`moving ${keyOf(ref)}`, () => tryMove(keyOf(ref), to, besides))),
    replan: channel =>
      eachPage(engine, complaintsOf(channel), { open: true, limit: planBatch }, rows =>
        replanAll(channel, rows),
      ),
    create: make =>
      untilSwapped(
        () => `recording ${complaintsOf(make(randomId(4)))}…`,
        count => tryCreate(make, count),
      ),
    async list(team, channel) {
      const all: Complaint[] = []
      await each({ team, channel }, 'all', complaint => void all.push(complaint))
      return all
    },
    async find(team, id) {
      const channel = await texts.get(idKey({ team, id }))
      return channel === undefined ? undefined : { team, channel, id }
    },
    async inThread({ team, channel }, ts) {
      const id = await texts.get(threadKey({ team, channel }, ts))
      const complaint = id === undefined ? undefined : await load({ team, channel, id })
      return complaint?.outbox.card?.ts === ts ? complaint : undefined
    },
  }
}
