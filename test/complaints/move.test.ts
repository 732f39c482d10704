import { describe, expect, it } from 'vitest'
import { createChannelIds } from '../../src/complaints/channel-ids.ts'
import { createChannels } from '../../src/complaints/channels.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { type Notice, record } from '../../src/complaints/record.ts'
import { createComplaintStore } from '../../src/complaints/store.ts'
import { apply, move } from '../../src/complaints/transitions.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { scratchStore } from '../store/scratch.ts'
import { at, by, notice, reasonOf, recorded, rules, story } from './given.ts'

const now = '2026-11-20 11:00'

function harness(engine: Engine = scratchStore()) {
  const texts = openTexts(engine)
  const store = createComplaintStore(engine, texts, () => at('2026-11-21 10:30'))
  const channelIds = createChannelIds(engine, texts, store)
  const channels = createChannels(engine, texts)
  async function create(more: Partial<Notice> = {}, channel = 'C1'): Promise<Complaint> {
    const via = `${channel} ${more.order}`
    const place = { team: 'T1', channel }
    return (
      await store.create(id => record({ ...notice, ...more }, { ...place, id }, rules.book, by(now, via)))
    ).complaint
  }
  const toChannel = (to: string, via?: string) => (complaint: Complaint) => move(complaint, to, by(now, via))
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'accepted',
      (error: unknown) =>
        reasonOf(() => {
          throw error
        }),
    )
  return { engine, store, channelIds, channels, create, toChannel, refusal }
}

/** The outbox of a complaint with a card in C1 and one sent reminder. */
const outbox = { card: { ts: '1.1', shown: 2 }, cards: 1, told: 1, sent: { 'evidence:48h:x': '1.2' } }
const trouble = { error: 'is_archived', since: at(now), retryAt: at(now), tries: 1 }

describe('A complaint that is moved', () => {
  it('gets a history entry and a new card, and leaves its former card behind', () => {
    const before = { ...recorded(), outbox: { ...outbox, trouble } }
    const after = move(before, 'C2', by('2026-11-20 12:00'))
    expect(after.channel).toBe('C2')
    expect(after.history.at(-1)?.step).toEqual({ type: 'moved', from: 'C1', to: 'C2' })
    expect(after.outbox).toEqual({
      cards: 1,
      told: 1,
      sent: outbox.sent,
      former: [{ channel: 'C1', ts: '1.1', tries: 0 }],
    })
  })

  it('moves once per delivery, and does not change when it is in that channel already', () => {
    const once = move(recorded(), 'C2', by(now, 'press-1'))
    expect(move(once, 'C3', by(now, 'press-1'))).toBe(once)
    expect(move(once, 'C2', by(now, 'press-2'))).toBe(once)
  })

  it('can still undo the steps taken before', () => {
    const answered = apply(recorded(), { type: 'answered' }, by('2026-11-20 12:00'))
    expect(story(move(answered, 'C2', by('2026-11-20 13:00')))).toEqual(['recorded', 'answered', 'moved'])
  })

  it('is found in its new channel only, and frees its order number in the old one', async () => {
    const { store, create, toChannel, engine } = harness()
    const complaint = await create()
    await store.move(complaint, toChannel('C2'))
    expect(await store.find('T1', complaint.id)).toMatchObject({ channel: 'C2' })
    expect(await store.load(complaint)).toBeUndefined()
    expect((await store.list('T1', 'C2')).map(({ id }) => id)).toEqual([complaint.id])
    expect(await store.list('T1', 'C1')).toEqual([])
    expect((await engine.due(Number.MAX_SAFE_INTEGER, 9)).map(({ key }) => key)).toEqual([
      `complaint:T1:C2:${complaint.id}`,
    ])
    const again = await create()
    expect(again.id).not.toBe(complaint.id)
    expect((await create({}, 'C2')).id).toBe(complaint.id)
  })

  it('is refused, and unchanged, when an open complaint there has its order; the refusal names that one', async () => {
    const { store, create, toChannel, refusal } = harness()
    const complaint = await create()
    const there = await create({}, 'C2')
    expect(await refusal(store.move(complaint, toChannel('C2')))).toEqual({
      code: 'order-taken',
      order: notice.order,
      id: there.id,
    })
    expect(await store.load(complaint)).toEqual(complaint)
    await store.change(there, each => apply(each, { type: 'discarded', why: 'twice' }, by(now)))
    expect(await refusal(store.move(complaint, toChannel('C2')))).toBe('accepted')
  })

  it('keeps every concurrent change', async () => {
    const { store, create, toChannel } = harness()
    const complaint = await create()
    const notes = Array.from({ length: 5 }, (_, n) =>
      store.change(complaint, each => apply(each, { type: 'noted', text: `note ${n}` }, by(now))),
    )
    await Promise.all([...notes, store.move(complaint, toChannel('C2'))])
    const moved = await store.load({ ...complaint, channel: 'C2' })
    expect(moved && story(moved)).toEqual(['recorded', ...Array(5).fill('noted'), 'moved'])
    expect(await store.change(complaint, each => each)).toBeUndefined()
  })
})

describe('A channel with another id', () => {
  it('keeps all its complaints and settings, with their cards, reminders and fallbacks', async () => {
    const { store, channelIds, channels, create } = harness()
    const made = [await create({ order: 'a' }), await create({ order: 'b' })]
    const elsewhere = await create({ order: 'a' }, 'C3')
    const net = {
      clock: 'evidence' as const,
      due: 1,
      postAt: 1,
      channel: 'C1',
      owner: 'U1',
      tries: 0,
      id: 'Q1',
    }
    for (const complaint of made)
      await store.change(complaint, each => ({ ...each, outbox: { ...outbox, net } }))
    await channels.change({ team: 'T1', channel: 'C1' }, { lang: 'en' }, at(now))
    await channelIds.changed({ team: 'T1', channel: 'C1' }, 'C9', at(now))
    await channelIds.follow({ team: 'T1', channel: 'C1' })
    const there = await store.list('T1', 'C9')
    expect(there.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted())
    for (const complaint of there) {
      expect(complaint.outbox).toEqual({ ...outbox, net: { ...net, channel: 'C9' } })
      expect(story(complaint)).toEqual(['recorded'])
      expect(await store.find('T1', complaint.id)).toMatchObject({ channel: 'C9' })
    }
    expect(await store.list('T1', 'C1')).toEqual([])
    expect(await store.load(elsewhere)).toEqual(elsewhere)
    expect((await channels.settings('T1', 'C9')).lang).toBe('en')
    expect((await channels.settings('T1', 'C1')).lang).toBe('zh')
    expect((await create({ order: 'a' }, 'C9')).id).toBe(made[0]?.id)
  })

  it('wakes up once to move its records, and a repeated report does no harm', async () => {
    const { store, channelIds, create, engine } = harness()
    const complaint = await create()
    const channel = { team: 'T1', channel: 'C1' }
    for (let n = 0; n < 3; n++) {
      await channelIds.changed(channel, 'C9', at(now))
      const due = await engine.due(at(now), 9)
      expect(due.map(({ key }) => key)).toEqual(['channel-id:T1:C1'])
      await channelIds.follow(channel)
      expect(await engine.due(at(now), 9)).toEqual([])
    }
    await channelIds.follow(channel)
    expect(await store.find('T1', complaint.id)).toMatchObject({ channel: 'C9' })
  })

  it('finishes a move that was interrupted', async () => {
    const { store, channelIds, create, engine } = harness()
    for (let n = 0; n < 6; n++) await create({ order: `order ${n}` })
    const channel = { team: 'T1', channel: 'C1' }
    await channelIds.changed(channel, 'C9', at(now))
    // The process dies at each write, one after the other.
    for (let writes = 1; writes < 9; writes++) {
      let left = writes
      const dying = {
        ...engine,
        swap: async (...args: Parameters<Engine['swap']>) => {
          if (left-- === 0) throw new Error('killed')
          return engine.swap(...args)
        },
      }
      await harness(dying)
        .channelIds.follow(channel)
        .catch(() => {})
    }
    await channelIds.follow(channel)
    expect(await store.list('T1', 'C9')).toHaveLength(6)
    expect(await store.list('T1', 'C1')).toEqual([])
    expect(await engine.due(at(now), 9)).toEqual([])
  })

  it('skips a record that cannot be read, and keeps settings made under the new id', async () => {
    const { store, channelIds, channels, create, engine } = harness()
    const complaint = await create()
    await engine.swap([
      { key: 'complaint:T1:C1:H-0000', expected: undefined, next: '{"id":1}', wakeAt: undefined },
    ])
    await channels.change({ team: 'T1', channel: 'C1' }, { lang: 'en' }, at(now))
    await channels.change({ team: 'T1', channel: 'C9' }, { lang: 'zh' }, at(now))
    await channelIds.changed({ team: 'T1', channel: 'C1' }, 'C9', at(now))
    await channelIds.follow({ team: 'T1', channel: 'C1' })
    expect(await store.find('T1', complaint.id)).toMatchObject({ channel: 'C9' })
    expect((await channels.settings('T1', 'C9')).lang).toBe('zh')
  })

  it('keeps both complaints of an order that was also recorded under the new id', async () => {
    const { store, channelIds, create } = harness()
    const old = await create()
    const young = await create({}, 'C9')
    await channelIds.changed({ team: 'T1', channel: 'C1' }, 'C9', at(now))
    await channelIds.follow({ team: 'T1', channel: 'C1' })
    expect(await store.list('T1', 'C9')).toHaveLength(2)
    expect((await create({}, 'C9')).id).toBe(young.id)
    expect(old.id).not.toBe(young.id)
  })
})
