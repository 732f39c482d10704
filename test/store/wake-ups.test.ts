import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { statements } from '../../src/store/entries.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { reopened, scratchPath, scratchStore } from './scratch.ts'

const plan = (engine: Engine, key: string, wakeAt: number | undefined, expected?: string) =>
  engine.swap([{ key, expected, next: `${key} at ${wakeAt}`, wakeAt }])

describe('Wake-ups', () => {
  it('are due from their time on, and not a millisecond before', async () => {
    const store = scratchStore()
    await plan(store, 'case', 1_000)
    expect(await store.due(999, 10)).toEqual([])
    expect(await store.backlog(999)).toBe(0)
    expect(await store.due(1_000, 10)).toEqual([{ key: 'case', at: 1_000 }])
    expect(await store.backlog(1_000)).toBe(1)
  })

  it('that are later than now can all be moved to now, without giving one to other keys', async () => {
    const store = scratchStore()
    await plan(store, 'early', 500)
    await plan(store, 'late', 9_000)
    await plan(store, 'never', undefined)
    await store.wakeAll(1_000)
    expect(await store.due(1_000, 10)).toEqual([
      { key: 'early', at: 500 },
      { key: 'late', at: 1_000 },
    ])
  })

  it('are ordered by time and key, and limited', async () => {
    const store = scratchStore()
    for (const [key, at] of [
      ['c', 30],
      ['b', 10],
      ['late', 99],
      ['a', 10],
      ['d', 20],
    ] as const) {
      await plan(store, key, at)
    }
    expect((await store.due(50, 10)).map(({ key }) => key)).toEqual(['a', 'b', 'd', 'c'])
    expect((await store.due(50, 3)).map(({ key }) => key)).toEqual(['a', 'b', 'd'])
    expect(await store.backlog(50)).toBe(4)
    expect(await store.nextWake()).toBe(10)
  })

  it('can be listed after any of them, and the next one found after any time', async () => {
    const store = scratchStore()
    for (const [key, at] of [
      ['b', 10],
      ['a', 10],
      ['c', 20],
    ] as const) {
      await plan(store, key, at)
    }
    expect((await store.due(20, 10, { key: 'a', at: 10 })).map(({ key }) => key)).toEqual(['b', 'c'])
    expect((await store.due(20, 1, { key: '', at: 10 })).map(({ key }) => key)).toEqual(['a'])
    expect(await store.due(20, 10, { key: 'c', at: 20 })).toEqual([])
    expect(await store.nextWake(9)).toBe(10)
    expect(await store.nextWake(10)).toBe(20)
    expect(await store.nextWake(20)).toBeUndefined()
  })

  it('do not exist for a key without a time', async () => {
    const store = scratchStore()
    await plan(store, 'case', undefined)
    expect(await store.nextWake()).toBeUndefined()
    expect(await store.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
    expect(await store.backlog(Number.MAX_SAFE_INTEGER)).toBe(0)
  })

  it('are moved and removed by a swap', async () => {
    const store = scratchStore()
    await plan(store, 'case', 10)
    await plan(store, 'case', 20, 'case at 10')
    expect(await store.nextWake()).toBe(20)
    await plan(store, 'case', undefined, 'case at 20')
    expect(await store.nextWake()).toBeUndefined()
  })

  it('survive a write through Keyv, unless it has an expiry', async () => {
    const store = scratchStore()
    const texts = openTexts(store)
    await plan(store, 'case', 10)
    await texts.set('case', 'edited')
    expect(await store.nextWake()).toBe(10)
    await texts.set('case', 'passing', 60_000)
    expect(await store.nextWake()).toBeUndefined()
  })

  it('are found by the index alone', () => {
    const path = scratchPath()
    reopened(path)
    const reader = new DatabaseSync(path, { readOnly: true })
    const planOf = (sql: string) =>
      reader
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
    const search = 'SEARCH entries USING COVERING INDEX entries_by_wake'
    expect(planOf(statements.due)).toEqual([`${search} ((wake,key)>(?,?) AND wake<?)`])
    expect(planOf(statements.backlog)).toEqual([`${search} (wake<?)`])
    expect(planOf(statements.nextWake)).toEqual([`${search} (wake>?)`])
    reader.close()
  })
})
