import { describe, expect, it, vi } from 'vitest'
import { createChannelIds } from '../../src/complaints/channel-ids.ts'
import { createChannels } from '../../src/complaints/channels.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { createComplaintStore, keyOf } from '../../src/complaints/store.ts'
import { apply, move } from '../../src/complaints/transitions.ts'
import { createMisses } from '../../src/questions/misses.ts'
import { createTeamPhrasings } from '../../src/questions/team-phrasings.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { scratchStore } from '../store/scratch.ts'
import { at, by, notice, rules } from './given.ts'

vi.mock('node:timers/promises', async original => ({
  ...(await original<typeof import('node:timers/promises')>()),
  setTimeout: async () => {},
}))

const now = '2026-11-20 11:00'
const channel = { team: 'T1', channel: 'C1' }
const note = (complaint: Complaint) => apply(complaint, { type: 'noted', text: 'a' }, by(now))
const make = (id: string) => record(notice, { ...channel, id }, rules.book, by(now))

function harness(engine: Engine) {
  const texts = openTexts(engine)
  const store = createComplaintStore(engine, texts, () => undefined)
  return {
    ...{ engine, texts, store },
    channels: createChannels(engine, texts),
    channelIds: createChannelIds(engine, texts, store),
    misses: createMisses(engine, texts),
    asks: createTeamPhrasings(engine, texts, rules),
  }
}

describe('A change that always loses to another writer', () => {
  it.each<[string, string, (lost: ReturnType<typeof harness>, made: Complaint) => Promise<unknown>]>([
    ['of a complaint', 'changing complaint:T1:C1:H-', ({ store }, made) => store.change(made, note)],
    [
      'of its channel',
      'moving complaint:T1:C1:H-',
      ({ store }, made) => store.move(made, each => move(each, 'C2', by(now))),
    ],
    [
      'that records one',
      'recording complaint:T1:C1:',
      ({ store }) => store.create(id => ({ ...make(id), order: '2' })),
    ],
    [
      'of settings',
      'changing channel:T1:C1',
      ({ channels }) => channels.change(channel, { lang: 'en' }, at(now)),
    ],
    ['of an id', 'changing channel-id:T1:C1', ({ channelIds }) => channelIds.changed(channel, 'C9', at(now))],
    [
      'of what was missed',
      'changing misses:T1',
      ({ misses }) => misses.count('T1', { text: 'why', lang: 'en', how: 'unanswered', at: at(now) }),
    ],
    ['of what was taught', 'changing asks:T1', ({ asks }) => asks.add('T1', 'window', 'how long')],
  ])('%s fails with an error that names its key', async (_, named, work) => {
    const engine = scratchStore()
    const { complaint } = await harness(engine).store.create(make)
    const lost = harness({ ...engine, swap: async () => false })
    await expect(work(lost, complaint)).rejects.toThrow(named)
  })
})

it('A plan is reported once it is stored, and never for a change that fails', async () => {
  const engine = scratchStore()
  const told: string[] = []
  const parts = { stored: ({ history }: Complaint) => void told.push(`${history.length} in its history`) }
  const storeIn = (engine: Engine) => createComplaintStore(engine, openTexts(engine), () => undefined, parts)
  const { complaint } = await storeIn(engine).create(make)
  let rivals = 3
  const disturbed: Engine = { ...engine, swap: async (...swap) => rivals-- <= 0 && engine.swap(...swap) }
  await storeIn(disturbed).change(complaint, note)
  const never: Engine = { ...engine, swap: async () => false }
  await expect(storeIn(never).change(complaint, note)).rejects.toThrow('changing')
  expect(told).toEqual(['1 in its history', '2 in its history'])
})

describe('A store that was restored in part', () => {
  it('moves a complaint whose id pointer is missing, and restores the pointer', async () => {
    const { engine, texts, store } = harness(scratchStore())
    const { complaint } = await store.create(make)
    await texts.delete(`id:T1:${complaint.id}`)
    expect((await store.move(complaint, each => move(each, 'C2', by(now))))?.channel).toBe('C2')
    expect(await store.find('T1', complaint.id)).toMatchObject({ channel: 'C2' })
    expect(await engine.list('order:T1:C1:')).toEqual([])
  })

  it('accepts an order number whose complaint is missing or cannot be read', async () => {
    for (const left of [undefined, '{"id":1}']) {
      const { engine, store, texts } = harness(scratchStore())
      const { complaint } = await store.create(make)
      const key = keyOf(complaint)
      const expected = await texts.get(key)
      await engine.swap([{ key, expected, next: left, wakeAt: undefined }])
      expect((await store.create(make)).created).toBe(true)
    }
  })
})
