import { describe, expect, it } from 'vitest'
import { createChannelIds } from '../../src/complaints/channel-ids.ts'
import { createChannels } from '../../src/complaints/channels.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { createComplaintStore, keyOf } from '../../src/complaints/store.ts'
import { apply } from '../../src/complaints/transitions.ts'
import type { Engine, Swap } from '../../src/store/engine.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { scratchStore } from '../store/scratch.ts'
import { at, by, notice, rules } from './given.ts'

const now = '2026-11-20 11:00'
const channel = { team: 'T1', channel: 'C1' }
const later = at('2026-11-20 12:00')
/** Everything open wakes up an hour later, in quiet hours two; nothing that is closed does. */
const wakeOf = (complaint: Complaint, quiet: boolean) =>
  complaint.state.status === 'closed' ? undefined : later + (quiet ? 0 : 1)

function harness(engine: Engine = scratchStore()) {
  const texts = openTexts(engine)
  const damaged: string[] = []
  const store = createComplaintStore(
    engine,
    texts,
    (complaint, { quiet }) => wakeOf(complaint, quiet !== null),
    { damaged: key => damaged.push(key) },
  )
  const channels = createChannels(engine, texts)
  async function create(order: string) {
    const make = (id: string) => record({ ...notice, order }, { ...channel, id }, rules.book, by(now, order))
    return (await store.create(make)).complaint
  }
  return { engine, texts, store, channels, create, damaged }
}

/** The engine, with every swap told before it happens. */
const watched = (engine: Engine, before: (swaps: Swap[]) => Promise<void> | void): Engine => ({
  ...engine,
  async swap(swaps, unchanged) {
    await before(swaps)
    return engine.swap(swaps, unchanged)
  },
})

const closing = (complaint: Complaint) => apply(complaint, { type: 'dismissed' }, by(now))
const idsOf = (complaints: Complaint[]) => complaints.map(({ id }) => id).toSorted()

describe('A channel with many complaints', () => {
  it('shows its open ones without reading the closed ones', async () => {
    const { engine, store, create } = harness()
    const made: Complaint[] = []
    for (let n = 0; n < 20; n++) made.push(await create(`order ${n}`))
    for (const complaint of made.slice(2)) await store.change(complaint, closing)
    let read = 0
    const counting: Engine = {
      ...engine,
      async list(prefix, part) {
        const rows = await engine.list(prefix, part)
        read += rows.length
        return rows
      },
    }
    const open: Complaint[] = []
    await harness(counting).store.each(channel, 'open', complaint => void open.push(complaint))
    expect(idsOf(open)).toEqual(idsOf(made.slice(0, 2)))
    expect(read).toBe(2)
    expect(idsOf(await store.list('T1', 'C1'))).toEqual(idsOf(made))
  })

  it('counts one that is closed among the open ones while it has something to come', async () => {
    const engine = scratchStore()
    const store = createComplaintStore(engine, openTexts(engine), ({ outbox }) =>
      outbox.told > 0 ? later : undefined,
    )
    const make = (id: string) => record(notice, { ...channel, id }, rules.book, by(now))
    const { complaint } = await store.create(make)
    const openOnes = () => engine.count('complaint:', { open: true })
    await store.change(complaint, each => ({ ...closing(each), outbox: { ...each.outbox, told: 1 } }))
    expect(await openOnes()).toBe(1)
    await store.change(complaint, each => ({ ...each, outbox: { ...each.outbox, told: 0 } }))
    expect(await openOnes()).toBe(0)
  })

  it('is read in parts', async () => {
    const engine = scratchStore()
    const parts: number[] = []
    const { store, create } = harness({
      ...engine,
      async list(prefix, part) {
        const rows = await engine.list(prefix, part)
        parts.push(rows.length)
        return rows
      },
    })
    for (let n = 0; n < 51; n++) await create(`order ${n}`)
    expect(await store.list('T1', 'C1')).toHaveLength(51)
    expect(parts).toEqual([25, 25, 1])
  })

  it('shows the others where one cannot be read, and names that one', async () => {
    const { engine, store, create, damaged } = harness()
    const complaint = await create('order')
    const broken = keyOf({ ...channel, id: 'H-0000' })
    await engine.swap([{ key: broken, expected: undefined, next: '{"id":1}', wakeAt: undefined, open: true }])
    expect(await store.list('T1', 'C1')).toEqual([complaint])
    expect(damaged).toEqual([broken])
  })
})

describe('The thread of a card', () => {
  const withCard = (ts: string | undefined) => (complaint: Complaint) => {
    const { card: _, ...outbox } = complaint.outbox
    return { ...complaint, outbox: { ...outbox, ...(ts && { card: { ts, shown: 1 } }) } }
  }

  it('leads to its complaint, a closed one too, until the card is deleted', async () => {
    const { store, create } = harness()
    const complaint = await create('order')
    await create('another')
    await store.change(complaint, withCard('1.1'))
    await store.change(complaint, closing)
    expect((await store.inThread(channel, '1.1'))?.id).toBe(complaint.id)
    expect(await store.inThread(channel, '2.2')).toBeUndefined()
    expect(await store.inThread({ ...channel, channel: 'C2' }, '1.1')).toBeUndefined()
    await store.change(complaint, withCard('3.3'))
    expect(await store.inThread(channel, '1.1')).toBeUndefined()
    expect((await store.inThread(channel, '3.3'))?.id).toBe(complaint.id)
    await store.change(complaint, withCard(undefined))
    expect(await store.inThread(channel, '3.3')).toBeUndefined()
  })

  it('goes along when the channel gets another id', async () => {
    const { engine, texts, store, create } = harness()
    const complaint = await create('order')
    await store.change(complaint, withCard('1.1'))
    const channelIds = createChannelIds(engine, texts, store)
    await channelIds.changed(channel, 'C9', at(now))
    await channelIds.follow(channel)
    expect((await store.inThread({ ...channel, channel: 'C9' }, '1.1'))?.id).toBe(complaint.id)
    expect((await engine.list('thread:')).map(({ key }) => key)).toEqual(['thread:T1:C9:1.1'])
  })
})

describe('Planning a channel again', () => {
  /** How many of its complaints wake up when. */
  async function plan(engine: Engine) {
    const due = await engine.due(Number.MAX_SAFE_INTEGER, 1000)
    const complaints = due.filter(({ key }) => key.startsWith('complaint:'))
    return complaints.map(({ at }) => at - later).toSorted()
  }
  async function busyHarness() {
    const busy = harness()
    for (let n = 0; n < 120; n++) await busy.create(`order ${n}`)
    const [closed] = await busy.store.list('T1', 'C1')
    if (closed) await busy.store.change(closed, closing)
    await busy.channels.change(channel, { quiet: null }, at(now))
    return busy
  }
  const allAt = (offset: number) => Array.from({ length: 119 }, () => offset)

  it('takes a few transactions, not one for each complaint', async () => {
    const { engine, store } = await busyHarness()
    const sizes: number[] = []
    await harness(watched(engine, swaps => void sizes.push(swaps.length))).store.replan(channel)
    expect(sizes).toEqual([25, 25, 25, 25, 19])
    expect(await plan(engine)).toEqual(allAt(1))
    expect(await store.list('T1', 'C1')).toHaveLength(120)
  })

  it('is done again from the start when it was cut short, for the channel stays due until it is done', async () => {
    const { engine, channels } = await busyHarness()
    for (const transactions of [0, 1, 3, 4]) {
      let left = transactions
      const dying = harness(
        watched(engine, () => {
          if (left-- === 0) throw new Error('killed')
        }),
      )
      const cut = dying.channels.followUp(channel, () => dying.store.replan(channel))
      await expect(cut).rejects.toThrow('killed')
      expect((await engine.due(at(now), 9)).map(({ key }) => key)).toEqual(['channel:T1:C1'])
    }
    const { store } = harness(engine)
    await channels.followUp(channel, () => store.replan(channel))
    expect(await engine.due(at(now), 9)).toEqual([])
    expect(await plan(engine)).toEqual(allAt(1))
  })

  it('loses no change that is made meanwhile, to a complaint or to the settings', async () => {
    const { engine, store, channels } = await busyHarness()
    const [, , one, other] = await store.list('T1', 'C1')
    if (!one || !other) throw new Error('none')
    let transactions = 0
    const disturbed = watched(engine, async swaps => {
      if (swaps.length < 19) return
      transactions++
      if (transactions === 1)
        await store.change(one, each => apply(each, { type: 'noted', text: 'now' }, by(now)))
      if (transactions === 2) await channels.change(channel, { quiet: { start: 0, end: 60 } }, at(now))
    })
    await harness(disturbed).store.replan(channel)
    expect((await store.load(one))?.history.at(-1)?.step).toEqual({ type: 'noted', text: 'now' })
    const planned = await plan(engine)
    // The first 25 were planned under the first change, the rest under the second, which has a wake-up of its own.
    expect([planned.filter(at => at === 1).length, planned.filter(at => at === 0).length]).toEqual([25, 94])
    expect(await engine.due(at(now), 9)).toHaveLength(1)
  })
})
