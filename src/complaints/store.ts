import type Keyv from 'keyv'
import { keep } from '../memory.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Check, Engine, Row, Swap } from '../store/engine.ts'
import { type ChannelRef, type ChannelSettings, readSettings, settingsKey } from './channel-settings.ts'
import { type Complaint, complaintSchema, isOpen } from './complaint.ts'
import { randomId } from './id.ts'
import { Refused } from './refused.ts'
import { soundly } from './sound.ts'

/** A complaint and its channel's settings, both as they are at one moment. */
export type Seen = { complaint: Complaint; settings: ChannelSettings }

/** Where a complaint is kept. */
export type Ref = { team: string; channel: string; id: string }

type Change = (complaint: Complaint, settings: ChannelSettings) => Complaint

export type ComplaintStore = {
  /** Records `make(id)` under a fresh id, unless an open complaint of the channel has its order or the delivery is known. */
  create(make: (id: string) => Complaint): Promise<{ complaint: Complaint; created: boolean }>
  load(ref: Ref): Promise<Complaint | undefined>
  look(ref: Ref): Promise<Seen | undefined>
  /**
   * Changes a complaint under its channel's settings; concurrent changes all survive. What `change` throws changes nothing.
   * `undefined`: no such complaint.
   */
  change(ref: Ref, change: Change): Promise<Complaint | undefined>
  /**
   * Changes a complaint into one of another channel, pointers and all. Where an open complaint has its order number there,
   * it is refused, or with `besides` stands beside that one. `undefined`: no such complaint.
   */
  move(
    ref: Ref,
    change: (complaint: Complaint) => Complaint,
    besides?: boolean,
  ): Promise<Complaint | undefined>
  /** Computes the wake-ups of a channel's complaints anew. */
  replan(channel: ChannelRef): Promise<void>
  /** Every complaint of a channel that can be read, closed ones included. */
  list(team: string, channel: string): Promise<Complaint[]>
  /** The channel that an id stands in. */
  find(team: string, id: string): Promise<Ref | undefined>
}

export const keyOf = ({ team, channel, id }: Ref): string => `complaint:${team}:${channel}:${id}`
const idKey = ({ team, id }: { team: string; id: string }) => `id:${team}:${id}`
const orderKey = ({ team, channel, order }: Complaint) => `order:${team}:${channel}:${order}`

/** The reverse of `keyOf`. */
export function refOf(key: string): Ref | undefined {
  const [kind, team, channel, id] = key.split(':')
  return kind === 'complaint' && team && channel && id ? { team, channel, id } : undefined
}

/** Whether a stored row is of this complaint: its record, or what points to it by its id or by an order number. */
export const isRowOf = (ref: Ref, { key, text }: Row): boolean =>
  key === keyOf(ref) ||
  key === idKey(ref) ||
  (key.startsWith(`order:${ref.team}:${ref.channel}:`) && text === ref.id)

/** A complaint from its stored text. */
export const readComplaint = (text: string): Complaint => complaintSchema.parse(JSON.parse(text))

const mostKnown = 500
/** What the latest complaints read or written are, by key. Shared, so not to be changed in place. */
const parsed = new Map<string, { text: string; complaint: Complaint }>()

function remember(key: string, text: string, complaint: Complaint): Complaint {
  keep(parsed, mostKnown, key, { text, complaint })
  return complaint
}

/** The complaint that a row holds. */
function read({ key, text }: Row): Complaint {
  const last = parsed.get(key)
  return last?.text === text ? last.complaint : remember(key, text, readComplaint(text))
}

/** Whether a complaint holds an order number that it did not hold before. */
const claimsOrder = (complaint: Complaint, before: Complaint): boolean =>
  isOpen(complaint) && (complaint.order !== before.order || !isOpen(before))

/** A complaint's text and that of its channel's settings, as they were at one moment. */
type Texts = { text: string; settings: string | undefined }

/**
 * Complaints in Keyv, one key each. A change is a compare-and-swap of the stored text, tried on what was known last and
 * retried on a fresh read; the wake-up that `wakeAt` computes from the new state and the channel's settings is set in the same transaction, which
 * fails when those settings are no longer the ones that were read.
 */
export function createComplaintStore(
  engine: Engine,
  texts: Keyv<string>,
  wakeAt: (complaint: Complaint, settings: ChannelSettings) => Instant | undefined,
): ComplaintStore {
  const turns = new Map<string, Promise<unknown>>()
  /** What was read or written last here, by key. */
  const known = new Map<string, Texts>()

  /** The same among others: one that cannot be read holds up no other. It fails, and is logged, when it wakes up itself. */
  function readable(row: Row): Complaint | undefined {
    try {
      return read(row)
    } catch {
      return undefined
    }
  }

  /** One change of a key at a time in this process, so that only other processes make a swap fail. */
  function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work)
    const settled: Promise<void> = turn.then(done, done)
    function done() {
      if (turns.get(key) === settled) turns.delete(key)
    }
    turns.set(key, settled)
    return turn
  }

  /** The swap that stores a complaint, with its wake-up; it has to be sound, for one that cannot be read again could be told of no more. */
  function swapOf(sound: Complaint, expected: string | undefined, settings: ChannelSettings) {
    const key = keyOf(sound)
    const next = JSON.stringify(sound)
    remember(key, next, sound)
    return { key, expected, next, wakeAt: wakeAt(sound, settings) }
  }

  /** A channel's settings, and that they must still be the same when a plan made from them is stored. */
  async function settingsOf(channel: ChannelRef): Promise<{ settings: ChannelSettings; check: Check }> {
    const key = settingsKey(channel)
    const expected = await texts.get(key)
    return { settings: readSettings(expected), check: { key, expected } }
  }

  /** The complaint that an order number points to in this channel, and the pointer's text. */
  async function holderOf(complaint: Complaint) {
    const pointer = await texts.get(orderKey(complaint))
    const key = keyOf({ ...complaint, id: pointer ?? '' })
    const text = pointer && (await texts.get(key))
    const holder = text ? read({ key, text }) : undefined
    const holds = holder && isOpen(holder) && holder.order === complaint.order
    return { pointer, holder, holds }
  }

  const point = (complaint: Complaint, expected: string | undefined): Swap => ({
    key: orderKey(complaint),
    expected,
    next: complaint.id,
    wakeAt: undefined,
  })

  /** Reads what is kept of a complaint now. */
  async function textsOf(ref: Ref): Promise<Texts | undefined> {
    const key = keyOf(ref)
    const [text, settings] = await texts.getMany([key, settingsKey(ref)])
    if (text === undefined) {
      known.delete(key)
      return undefined
    }
    const seen = { text, settings }
    keep(known, mostKnown, key, seen)
    return seen
  }

  async function load(ref: Ref): Promise<Complaint | undefined> {
    const seen = await textsOf(ref)
    return seen && read({ key: keyOf(ref), text: seen.text })
  }

  async function look(ref: Ref): Promise<Seen | undefined> {
    const seen = await textsOf(ref)
    if (!seen) return undefined
    return { complaint: read({ key: keyOf(ref), text: seen.text }), settings: readSettings(seen.settings) }
  }

  type Outcome = { what: 'changed' | 'same' | 'overtaken'; complaint: Complaint }

  /** Changes a complaint if it is still as it was `seen`. */
  async function attempt(ref: Ref, seen: Texts, change: Change): Promise<Outcome> {
    const key = keyOf(ref)
    const { text } = seen
    const before = read({ key, text })
    const settings = readSettings(seen.settings)
    const after = change(before, settings)
    if (after === before) return { what: 'same', complaint: before }
    const complaint = soundly(after, before)
    const swap = swapOf(complaint, text, settings)
    const swaps: Swap[] = [swap]
    if (claimsOrder(complaint, before)) {
      const { pointer, holder, holds } = await holderOf(complaint)
      if (holds && holder && holder.id !== complaint.id)
        throw new Refused({ code: 'order-taken', order: complaint.order, id: holder.id })
      if (pointer !== complaint.id) swaps.push(point(complaint, pointer))
    }
    known.delete(key)
    const done = await engine.swap(swaps, [{ key: settingsKey(ref), expected: seen.settings }])
    if (done) keep(known, mostKnown, key, { ...seen, text: swap.next })
    return { what: done ? 'changed' : 'overtaken', complaint }
  }

  /**
   * Mostly a complaint is still as it was known last, and need not be read. What would be refused or left alone on what was known
   * then is decided on a fresh read.
   */
  async function changeOnce(ref: Ref, change: Change): Promise<Complaint | undefined> {
    const last = known.get(keyOf(ref))
    const orLeave: Change = (before, settings) => {
      try {
        const after = change(before, settings)
        return claimsOrder(after, before) ? before : after
      } catch {
        return before
      }
    }
    if (last) {
      const { what, complaint } = await attempt(ref, last, orLeave)
      if (what === 'changed') return complaint
    }
    for (;;) {
      const seen = await textsOf(ref)
      if (!seen) return undefined
      const { what, complaint } = await attempt(ref, seen, change)
      if (what !== 'overtaken') return complaint
    }
  }

  async function relocate(key: string, change: (complaint: Complaint) => Complaint, besides: boolean) {
    const text = await texts.get(key)
    if (text === undefined) return { done: true, complaint: undefined }
    const before = read({ key, text })
    const complaint = change(before)
    if (complaint.channel === before.channel) return { done: true, complaint }
    const { settings, check } = await settingsOf(complaint)
    const { pointer, holder, holds } = await holderOf(complaint)
    if (isOpen(complaint) && holds && holder && !besides)
      throw new Refused({ code: 'order-taken', order: complaint.order, id: holder.id })
    const behind = (await texts.get(orderKey(before))) === before.id
    const gone = { next: undefined, wakeAt: undefined }
    const swaps: Swap[] = [
      { key, expected: text, ...gone },
      swapOf(complaintSchema.parse(complaint), undefined, settings),
      { key: idKey(complaint), expected: before.channel, next: complaint.channel, wakeAt: undefined },
      ...(behind ? [{ key: orderKey(before), expected: before.id, ...gone }] : []),
      ...(isOpen(complaint) && !holds ? [point(complaint, pointer)] : []),
    ]
    return { done: await engine.swap(swaps, [check]), complaint }
  }

  const change = (ref: Ref, to: Change) => inTurn(keyOf(ref), () => changeOnce(ref, to))

  async function list(team: string, channel: string) {
    const rows = await engine.list(`complaint:${team}:${channel}:`)
    return rows.flatMap(row => readable(row) ?? [])
  }

  return {
    load,
    look,
    change,
    list,
    move: (ref, to, besides = false) =>
      inTurn(keyOf(ref), async () => {
        for (;;) {
          const { done, complaint } = await relocate(keyOf(ref), to, besides)
          if (done) return complaint
        }
      }),
    async replan(channel) {
      const { settings } = await settingsOf(channel)
      for (const row of await engine.list(`complaint:${channel.team}:${channel.channel}:`)) {
        const complaint = readable(row)
        if (complaint && wakeAt(complaint, settings) !== undefined)
          await change(complaint, same => ({ ...same }))
      }
    },
    async create(make) {
      for (let tries = 0; ; tries++) {
        const complaint = make(randomId(4 + Math.floor(tries / 4)))
        const { pointer, holder, holds } = await holderOf(complaint)
        const again =
          holder && complaint.history[0]?.via && holder.history[0]?.via === complaint.history[0].via
        if (holder && (holds || again)) return { complaint: holder, created: false }
        const named = {
          key: idKey(complaint),
          expected: undefined,
          next: complaint.channel,
          wakeAt: undefined,
        }
        const { settings, check } = await settingsOf(complaint)
        const swaps = [
          swapOf(complaintSchema.parse(complaint), undefined, settings),
          named,
          point(complaint, pointer),
        ]
        if (await engine.swap(swaps, [check])) return { complaint, created: true }
      }
    },
    async find(team, id) {
      const channel = await texts.get(idKey({ team, id }))
      return channel === undefined ? undefined : { team, channel, id }
    },
  }
}
