import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { damageLog } from '../../src/complaints/damage.ts'
import { inspectRecords } from '../../src/complaints/inspection.ts'
import { record } from '../../src/complaints/record.ts'
import { createComplaintStore, keyOf } from '../../src/complaints/store.ts'
import { apply, move } from '../../src/complaints/transitions.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { reopened, scratchPath, scratchStore } from '../store/scratch.ts'
import { by, notice, rules } from './given.ts'

const now = '2026-11-20 11:00'

function harness(engine: Engine = scratchStore()) {
  const texts = openTexts(engine)
  const store = createComplaintStore(engine, texts, () => undefined)
  const create = async (order: string) => {
    const place = { team: 'T1', channel: 'C1' }
    const { complaint } = await store.create(id =>
      record({ ...notice, order }, { ...place, id }, rules.book, by(now, order)),
    )
    return complaint
  }
  /** The logged keys and messages. */
  async function said(stopped = () => false) {
    const lines: string[] = []
    const note = (about: { key: string }, words: string) => lines.push(`${about.key}: ${words}`)
    const log = { error: note, warn: note }
    await inspectRecords({ engine, texts, store, damaged: damageLog(log), log, stopped })
    return lines
  }
  const put = (key: string, next: string | undefined, expected?: string) =>
    engine.swap([{ key, expected, next, wakeAt: undefined, open: key.startsWith('complaint:') }])
  return { engine, texts, store, create, said, put }
}

it('A sound store logs nothing', async () => {
  const { create, said, store } = harness()
  const complaint = await create('1')
  await create('2')
  await store.move(complaint, each => move(each, 'C2', by(now)))
  expect(await said()).toEqual([])
})

it('A complaint that cannot be read is logged once, by its key', async () => {
  const { create, said, put } = harness()
  await create('1')
  await put('complaint:T1:C1:H-0000', '{"id":')
  await put('id:T1:H-0000', 'C1')
  expect(await said()).toEqual([
    'complaint:T1:C1:H-0000: a stored complaint cannot be read; a backup may still have it',
  ])
})

it('Settings that cannot be read are logged by their key', async () => {
  const { said, put } = harness()
  await put('channel:T1:C1', '{"lang":"fr"}')
  await put('channel:T1:C2', '{"lang":"en"}')
  expect(await said()).toEqual([
    'channel:T1:C1: the settings of a channel cannot be read: the defaults apply until somebody sets them again',
  ])
})

it('An id that leads nowhere or to the wrong channel is repaired', async () => {
  const { texts, create, store, said, put } = harness()
  const [lost, strayed] = [await create('1'), await create('2')]
  await texts.delete(`id:T1:${lost.id}`)
  await put(`id:T1:${strayed.id}`, 'C9', 'C1')
  const lines = await said()
  expect(lines.toSorted()).toEqual(
    [lost, strayed]
      .map(each => `${keyOf(each)}: the id of a complaint did not lead to it; now it does`)
      .toSorted(),
  )
  expect(await store.find('T1', lost.id)).toMatchObject({ channel: 'C1' })
  expect(await store.find('T1', strayed.id)).toMatchObject({ channel: 'C1' })
  expect(await said()).toEqual([])
})

it('A complaint that an older release recorded after the file was migrated is listed as open again', async () => {
  const path = scratchPath()
  const { engine, store, create, said } = harness(reopened(path))
  const [old, closed] = [await create('1'), await create('2')]
  await store.change(closed, each => apply(each, { type: 'dismissed' }, by(now)))
  const older = new DatabaseSync(path)
  older.prepare('DELETE FROM entries WHERE key = ?').run(keyOf(old))
  older
    .prepare('INSERT INTO entries (key, text, wake) VALUES (?, ?, ?)')
    .run(keyOf(old), JSON.stringify(old), 1)
  older.close()
  expect(await engine.count('complaint:', { open: true })).toBe(0)
  expect(await said()).toEqual([
    `${keyOf(old)}: a complaint was wrongly marked as open or closed; now it is not`,
  ])
  expect(await engine.list('complaint:', { open: true })).toEqual([
    { key: keyOf(old), text: JSON.stringify(old) },
  ])
  expect(await said()).toEqual([])
})

it('An id whose complaint is gone is logged, and so is a complaint stored twice', async () => {
  const { texts, create, said, put } = harness()
  const [gone, twice] = [await create('1'), await create('2')]
  await texts.delete(keyOf(gone))
  await put(keyOf({ ...twice, channel: 'C2' }), JSON.stringify({ ...twice, channel: 'C2' }))
  expect(await said()).toEqual([
    `complaint:T1:C2:${twice.id}: a complaint is stored twice; its id leads to the other one`,
    `id:T1:${gone.id}: an id leads to no complaint; a backup may still have it`,
  ])
})

it('A complaint that is moved during the inspection does not count as damage', async () => {
  const { engine, store, create } = harness()
  const complaint = await create('1')
  const moving: Engine = {
    ...engine,
    async list(prefix, part) {
      const rows = await engine.list(prefix, part)
      await store.move(complaint, each => move(each, each.channel === 'C1' ? 'C2' : 'C1', by(now)))
      return rows
    },
  }
  expect(await harness(moving).said()).toEqual([])
  expect(await harness(engine).said()).toEqual([])
})

it('The inspection ends early when the app stops', async () => {
  const { create, said, put } = harness()
  await create('1')
  await put('complaint:T1:C1:H-0000', '{')
  expect(await said(() => true)).toEqual([])
})
