import type Keyv from 'keyv'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine, Row } from '../store/engine.ts'
import { eachPage } from '../store/pages.ts'
import type { Complaint } from './complaint.ts'
import { type StoreContext, snapshotOf } from './complaint-swap.ts'
import { randomId } from './id.ts'
import { createKeyedMutex, type KeyedMutex } from './keyed-mutex.ts'
import { complaintsOf, idKey, keyOf, type Ref, threadKey } from './keys.ts'
import { createPointers } from './pointers.ts'
import { readable, readComplaint } from './read-complaint.ts'
import { correctMark, planBatch, replanAll } from './replanning.ts'
import type { Change, ComplaintStore } from './store-contract.ts'
import { tryChange, tryCreate, tryMove } from './store-writes.ts'

export { isRowOf, keyOf, type Ref, refOf } from './keys.ts'
export { readComplaint } from './read-complaint.ts'
export type { ComplaintStore, ComplaintWithSettings } from './store-contract.ts'

export type StoreParts = Partial<Pick<StoreContext, 'damaged' | 'stored'>> & {
  /** Shared by the stores that one process has over the same complaints. */
  mutex?: KeyedMutex
}

/**
 * Complaints in Keyv, one key each. A change is a compare-and-swap of the stored text. The pointers to the
 * complaint, its open mark and the wake-up that `wakeAt` computes from the new state and the channel's
 * settings go into the same transaction, which fails when those settings are no longer the ones that were
 * read.
 */
export function createComplaintStore(
  engine: Engine,
  texts: Keyv<string>,
  wakeAt: StoreContext['wakeAt'],
  { damaged = () => {}, stored = () => {}, mutex = createKeyedMutex() }: StoreParts = {},
): ComplaintStore {
  const pointers = createPointers(texts, damaged)
  const context: StoreContext = { engine, texts, pointers, damaged, wakeAt, stored }
  const change = (ref: Ref, by: Change) =>
    mutex(keyOf(ref), () => untilSwapped(`changing ${keyOf(ref)}`, () => tryChange(context, ref, by)))
  return {
    ...readsOf(context),
    change,
    mark: row => correctMark(context, row),
    move: (ref, by, besides = false) =>
      mutex(keyOf(ref), () => untilSwapped(`moving ${keyOf(ref)}`, () => tryMove(context, ref, by, besides))),
    replan: channel =>
      eachPage(engine, complaintsOf(channel), { open: true, limit: planBatch }, rows =>
        replanAll(context, channel, rows, complaint => change(complaint, same => ({ ...same }))),
      ),
    create: make =>
      untilSwapped(
        () => `recording ${complaintsOf(make(randomId(4)))}…`,
        attempt => tryCreate(context, make, attempt),
      ),
  }
}

type Reads = Pick<ComplaintStore, 'load' | 'look' | 'each' | 'list' | 'find' | 'inThread'>

function readsOf(context: StoreContext): Reads {
  const { engine, texts, damaged } = context

  async function load(ref: Ref): Promise<Complaint | undefined> {
    const text = await texts.get(keyOf(ref))
    return text === undefined ? undefined : readComplaint({ key: keyOf(ref), text })
  }

  const each: ComplaintStore['each'] = (channel, which, visit) =>
    eachPage(engine, complaintsOf(channel), { open: which === 'open' }, (rows: Row[]) => {
      for (const complaint of rows.flatMap(row => readable(row, damaged))) visit(complaint)
    })

  return {
    load,
    each,
    async look(ref) {
      const seen = await snapshotOf(context, ref)
      return seen && { complaint: seen.complaint, settings: seen.settings }
    },
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
