import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { ChannelSettings } from '../../src/complaints/channel-settings.ts'
import { createChannels } from '../../src/complaints/channels.ts'
import { type Complaint, complaintSchema } from '../../src/complaints/complaint.ts'
import { type Notice, record } from '../../src/complaints/record.ts'
import { Refused } from '../../src/complaints/refused.ts'
import { type ComplaintStore, createComplaintStore, keyOf, refOf } from '../../src/complaints/store.ts'
import { type Action, amend, apply, reopen } from '../../src/complaints/transitions.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { reopened, scratchPath, scratchStore } from '../store/scratch.ts'
import { at, by, notice, rules } from './given.ts'

const run = promisify(execFile)
const now = '2026-11-20 11:00'
const storeOn = (engine: Engine): ComplaintStore =>
  createComplaintStore(engine, openTexts(engine), complaint => complaint.createdAt + complaint.history.length)
const fresh = () => storeOn(scratchStore())

const maker =
  (more: Partial<Notice> = {}, via = 'delivery-1', channel = 'C1') =>
  (id: string): Complaint =>
    record({ ...notice, ...more }, { id, team: 'T1', channel }, rules.book, by(now, via))
const note = (text: string) => (complaint: Complaint) => apply(complaint, { type: 'noted', text }, by(now))
const doing = (action: Action) => (complaint: Complaint) => apply(complaint, action, by(now))
const notesOf = (complaint: Complaint | undefined) =>
  complaint?.history.flatMap(({ step }) => (step.type === 'noted' ? step.text : [])) ?? []
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof Refused) return error.reason
      throw error
    },
  )

describe('Recording a complaint', () => {
  it('stores it whole; it is found by its id, and listed in its channel only', async () => {
    const store = fresh()
    const { complaint, created } = await store.create(maker({ buyer: 'lin', note: '先联系买家' }))
    expect(created).toBe(true)
    expect(complaint.id).toMatch(/^H-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await store.load(complaint)).toEqual(complaint)
    expect(await store.find('T1', complaint.id)).toEqual({ team: 'T1', channel: 'C1', id: complaint.id })
    expect(await store.find('T2', complaint.id)).toBeUndefined()
    expect(await store.list('T1', 'C1')).toEqual([complaint])
    expect(await store.list('T1', 'C')).toEqual([])
    expect(await store.load({ ...complaint, channel: 'C2' })).toBeUndefined()
  })

  it.each([
    ['the same delivery three times at once', ['a', 'a', 'a'], true],
    ['the same delivery three times, one after the other', ['a', 'a', 'a'], false],
    ['three deliveries of the same order at once', ['a', 'b', 'c'], true],
    ['three deliveries of the same order, one after the other', ['a', 'b', 'c'], false],
  ])('%s makes one complaint', async (_, vias, together) => {
    const store = fresh()
    const create = (via: string) => store.create(maker({}, via))
    const results = together ? await Promise.all(vias.map(create)) : []
    if (!together) for (const via of vias) results.push(await create(via))
    expect(results.map(({ created }) => created).toSorted()).toEqual([false, false, true])
    expect(new Set(results.map(({ complaint }) => complaint.id)).size).toBe(1)
    expect(await store.list('T1', 'C1')).toHaveLength(1)
  })

  it('creates nothing when a delivery is repeated after its complaint was closed', async () => {
    const store = fresh()
    const { complaint } = await store.create(maker())
    await store.change(complaint, doing({ type: 'discarded', why: 'typed twice' }))
    const again = await store.create(maker())
    expect(again).toMatchObject({ created: false, complaint: { id: complaint.id } })
    expect(await store.create(maker({}, 'another delivery'))).toMatchObject({ created: true })
    expect(await store.list('T1', 'C1')).toHaveLength(2)
  })

  it('creates nothing when a delivery is repeated after its order was corrected', async () => {
    const store = fresh()
    const { complaint } = await store.create(maker())
    await store.change(complaint, each => amend(each, { order: 'B-2' }, by(now)))
    expect(await store.create(maker())).toMatchObject({ created: false, complaint: { id: complaint.id } })
    expect(await store.create(maker({}, 'another delivery'))).toMatchObject({ created: true })
  })

  it.each([['no JSON'], ['{}']])(
    'lists and plans the others where one reads %s, which fails by itself',
    async text => {
      const engine = scratchStore()
      const store = storeOn(engine)
      const { complaint } = await store.create(maker())
      const broken = { team: 'T1', channel: 'C1', id: 'H-0000' }
      await engine.swap([{ key: keyOf(broken), expected: undefined, next: text, wakeAt: undefined }])
      expect(await store.list('T1', 'C1')).toEqual([complaint])
      await store.replan({ team: 'T1', channel: 'C1' })
      await expect(store.load(broken)).rejects.toThrow()
    },
  )

  it('takes the same order in another channel', async () => {
    const store = fresh()
    await store.create(maker())
    expect(await store.create(maker({}, 'b', 'C2'))).toMatchObject({ created: true })
  })

  it('gives five hundred complaints five hundred ids', async () => {
    const store = fresh()
    const orders = Array.from({ length: 500 }, (_, index) => `order ${index}`)
    const made = await Promise.all(orders.map(order => store.create(maker({ order }, order))))
    expect(new Set(made.map(({ complaint }) => complaint.id)).size).toBe(500)
    expect(await store.list('T1', 'C1')).toHaveLength(500)
  })

  it.each([
    '__proto__',
    'constructor',
    'a:b:c',
    'order:T1:C1:',
    '🧧订单',
    "'; DROP TABLE entries; --",
    '%',
    '*',
  ])('takes the order number %s like any other', async order => {
    const store = fresh()
    const { complaint } = await store.create(maker({ order }))
    expect(complaint.order).toBe(order)
    expect(await store.create(maker({ order }, 'b'))).toMatchObject({ created: false })
    expect(await store.create(maker({ order: `${order}!` }, 'c'))).toMatchObject({ created: true })
    expect((await store.load(complaint))?.order).toBe(order)
  })

  it('names a complaint by a key that leads back to it', () => {
    const ref = { team: 'T1', channel: 'C1', id: 'H-7K3Q' }
    expect(refOf(keyOf(ref))).toEqual(ref)
    expect(refOf('channel:T1:C1')).toBeUndefined()
  })
})

describe('Changing a complaint', () => {
  it('keeps fifty concurrent notes', async () => {
    const store = fresh()
    const { complaint } = await store.create(maker())
    const texts = Array.from({ length: 50 }, (_, index) => `note ${index}`)
    await Promise.all(texts.map(text => store.change(complaint, note(text))))
    expect(notesOf(await store.load(complaint)).toSorted()).toEqual(texts.toSorted())
  })

  it('keeps all notes of two processes on one file', async () => {
    const path = scratchPath()
    const store = storeOn(reopened(path))
    const { complaint } = await store.create(maker())
    const script = fileURLToPath(new URL('change-often.ts', import.meta.url))
    const names = ['one', 'two']
    await Promise.all(
      names.map(name => run(process.execPath, [script, path, complaint.id, name, '25', String(at(now))])),
    )
    const notes = notesOf(await store.load(complaint))
    for (const name of names)
      expect(notes.filter(text => text.startsWith(name))).toEqual(
        Array.from({ length: 25 }, (_, index) => `${name} ${index + 1}`),
      )
  })

  it('rejects a record that could not be read again', async () => {
    const store = fresh()
    const { complaint } = await store.create(maker())
    const misshapen = JSON.parse('["U0LIN"]')
    await expect(
      store.create(id => ({ ...maker({ order: '2' }, 'b')(id), owner: misshapen })),
    ).rejects.toThrow()
    await expect(store.change(complaint, before => ({ ...before, owner: misshapen }))).rejects.toThrow()
    expect(await store.list('T1', 'C1')).toEqual([complaint])
  })

  it('sets the wake-up together with the text, and changes nothing when the change throws', async () => {
    const engine = scratchStore()
    const store = storeOn(engine)
    const { complaint } = await store.create(maker())
    expect(await engine.nextWake()).toBe(complaint.createdAt + 1)
    await store.change(complaint, note('a'))
    expect(await engine.nextWake()).toBe(complaint.createdAt + 2)
    const before = await engine.list('')
    const boom = store.change(complaint, () => {
      throw new TypeError('boom')
    })
    await expect(boom).rejects.toThrow('boom')
    expect(await refused(store.change(complaint, doing({ type: 'overturned' })))).toMatchObject({
      code: 'not-appealed',
    })
    expect(await engine.list('')).toEqual(before)
    expect(await store.change(complaint, note('b'))).toMatchObject({ id: complaint.id })
  })

  it('by two processes in turn keeps the changes of both', async () => {
    const engine = scratchStore()
    const [here, elsewhere] = [storeOn(engine), storeOn(engine)]
    const { complaint } = await here.create(maker())
    await here.change(complaint, note('a'))
    await elsewhere.change(complaint, note('b'))
    await here.change(complaint, note('c'))
    expect(notesOf(await elsewhere.load(complaint))).toEqual(['a', 'b', 'c'])
  })

  it('is judged by the stored state, not by the one that this process read before', async () => {
    const engine = scratchStore()
    const [here, elsewhere] = [storeOn(engine), storeOn(engine)]
    const { complaint } = await here.create(maker({ order: 'first' }))
    await elsewhere.change(complaint, doing({ type: 'answered' }))
    expect(await refused(here.change(complaint, doing({ type: 'answered' })))).toMatchObject({
      code: 'already-answered',
    })
    await here.change(complaint, doing({ type: 'dismissed' }))
    // `first` is taken by now. That must not matter, because this complaint has become `another`.
    await elsewhere.change(complaint, each => amend(each, { order: 'another' }, by(now)))
    await elsewhere.create(maker({ order: 'first' }, 'delivery-2'))
    expect(await refused(here.change(complaint, each => reopen(each, 'too soon', by(now))))).toBe('accepted')
  })

  it('stores the same text for the same complaint, whatever fields were filled in later', async () => {
    const engine = scratchStore()
    const store = storeOn(engine)
    const { complaint } = await store.create(maker())
    await store.change(complaint, each => amend(each, { buyer: 'lin' }, by(now)))
    const [row] = await engine.list('complaint:')
    expect(row?.text).toBe(JSON.stringify(complaintSchema.parse(JSON.parse(row?.text ?? ''))))
  })

  it('that does not exist is undefined', async () => {
    expect(await fresh().change({ team: 'T1', channel: 'C1', id: 'H-0000' }, note('a'))).toBeUndefined()
  })
})

describe('An order number among the open complaints of a channel', () => {
  it('cannot be changed to a taken one, unless that complaint is closed', async () => {
    const store = fresh()
    const first = (await store.create(maker({ order: 'A-1' }, 'a'))).complaint
    const second = (await store.create(maker({ order: 'B-2' }, 'b'))).complaint
    const rename = () => store.change(second, each => amend(each, { order: 'A-1' }, by(now)))
    expect(await refused(rename())).toEqual({ code: 'order-taken', order: 'A-1', id: first.id })
    expect((await store.load(second))?.order).toBe('B-2')
    await store.change(first, doing({ type: 'dismissed' }))
    expect((await rename())?.order).toBe('A-1')
    expect(await refused(store.change(first, each => reopen(each, 'oops', by(now))))).toEqual({
      code: 'order-taken',
      order: 'A-1',
      id: second.id,
    })
    expect(await store.create(maker({ order: 'A-1' }, 'c'))).toMatchObject({ complaint: { id: second.id } })
    expect(await store.create(maker({ order: 'B-2' }, 'd'))).toMatchObject({ created: true })
  })

  it('is free again once its complaint was corrected to another, which is then taken', async () => {
    const store = fresh()
    const first = (await store.create(maker({ order: 'A-1' }, 'a'))).complaint
    await store.change(first, each => amend(each, { order: 'B-2' }, by(now)))
    expect(await store.create(maker({ order: 'B-2' }, 'b'))).toMatchObject({ complaint: { id: first.id } })
    expect(await store.create(maker({ order: 'A-1' }, 'c'))).toMatchObject({ created: true })
    const back = store.change(first, each => amend(each, { order: 'A-1' }, by(now)))
    expect(await refused(back)).toMatchObject({ code: 'order-taken' })
  })

  it('goes to only one of two complaints that are corrected to it at the same time', async () => {
    const store = fresh()
    const made = await Promise.all(['A', 'B', 'C', 'D'].map(order => store.create(maker({ order }, order))))
    const results = await Promise.all(
      made.map(({ complaint }) =>
        refused(store.change(complaint, each => amend(each, { order: 'E' }, by(now)))),
      ),
    )
    expect(results.filter(result => result === 'accepted')).toHaveLength(1)
    const orders = (await store.list('T1', 'C1')).map(({ order }) => order)
    expect(orders.filter(order => order === 'E')).toHaveLength(1)
  })
})

describe('A store that fails', () => {
  const failing = (engine: Engine, when: () => boolean): Engine => ({
    ...engine,
    swap: async swaps => {
      if (when()) throw new Error('disk full')
      return engine.swap(swaps)
    },
  })

  it('rejects, leaves nothing half done, and works again afterwards', async () => {
    const engine = scratchStore()
    let broken = true
    const store = storeOn(failing(engine, () => broken))
    await expect(store.create(maker())).rejects.toThrow('disk full')
    expect(await engine.list('')).toEqual([])
    broken = false
    const { complaint } = await store.create(maker())
    broken = true
    const before = await engine.list('')
    await expect(store.change(complaint, note('a'))).rejects.toThrow('disk full')
    expect(await engine.list('')).toEqual(before)
    broken = false
    expect(notesOf(await store.change(complaint, note('b')))).toEqual(['b'])
  })

  it('rejects reads too, instead of taking a broken store for an empty one', async () => {
    const engine = scratchStore()
    const store = storeOn(engine)
    const { complaint } = await store.create(maker())
    await engine.close()
    await expect(store.load(complaint)).rejects.toThrow()
    await expect(store.list('T1', 'C1')).rejects.toThrow()
    await expect(store.find('T1', complaint.id)).rejects.toThrow()
    await expect(store.create(maker())).rejects.toThrow()
  })
})

describe('The settings of the channel', () => {
  /**
   * A store whose wake-ups say when quiet begins, and an engine on which something happens right before one
   * swap.
   */
  function planned() {
    const engine = scratchStore()
    let before: (() => Promise<unknown>) | undefined
    const disturbed: Engine = {
      ...engine,
      async swap(swaps, unchanged) {
        const first = before
        before = undefined
        await first?.()
        return engine.swap(swaps, unchanged)
      },
    }
    const wake = (_: Complaint, { quiet }: ChannelSettings) => quiet?.start ?? 1
    const store = createComplaintStore(disturbed, openTexts(engine), wake)
    const channels = createChannels(engine, openTexts(engine))
    const set = () => channels.change({ team: 'T1', channel: 'C1' }, { quiet: null }, 7)
    const meanwhile = (work: () => Promise<unknown>) => (before = work)
    return { engine, store, channels, set, meanwhile }
  }
  const wakeUps = async (engine: Engine) =>
    Object.fromEntries((await engine.due(10_000, 10)).map(({ key, at }) => [key.split(':')[0], at]))

  it('decide the wake-up; changing them while a complaint is saved makes the save start again', async () => {
    const { engine, store, set, meanwhile } = planned()
    const { complaint } = await store.create(maker())
    expect(await wakeUps(engine)).toEqual({ complaint: 22 * 60 })
    let tries = 0
    meanwhile(set)
    await store.change(complaint, each => ({ ...each, note: `try ${++tries}` }))
    expect(tries).toBe(2)
    expect(await wakeUps(engine)).toEqual({ channel: 7, complaint: 1 })
  })

  it('decide the wake-up of a new complaint, even when they change at that moment', async () => {
    const { engine, store, set, meanwhile } = planned()
    meanwhile(set)
    await store.create(maker())
    expect(await wakeUps(engine)).toEqual({ channel: 7, complaint: 1 })
  })

  it('wake the channel until its complaints are planned again, and once more if changed meanwhile', async () => {
    const { engine, store, channels, set } = planned()
    await store.create(maker())
    await set()
    expect(await wakeUps(engine)).toEqual({ channel: 7, complaint: 22 * 60 })
    const channel = { team: 'T1', channel: 'C1' }
    await channels.followUp(channel, async () => {
      await store.replan(channel)
      await channels.change(channel, { lang: 'en' }, 8)
    })
    expect(await wakeUps(engine)).toEqual({ channel: 8, complaint: 1 })
    await channels.followUp(channel, () => store.replan(channel))
    expect(await wakeUps(engine)).toEqual({ complaint: 1 })
  })
})
