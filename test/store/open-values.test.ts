import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { statements } from '../../src/store/entries.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { eachPage } from '../../src/store/pages.ts'
import { reopened, scratchPath, scratchStore } from './scratch.ts'

const put = (engine: Engine, key: string, open: boolean, expected?: string) =>
  engine.swap([{ key, expected, next: `${key} ${open}`, wakeAt: undefined, open }])
const openKeys = async (engine: Engine, prefix = '') =>
  (await engine.list(prefix, { open: true })).map(({ key }) => key)

describe('Open values', () => {
  it('are listed and counted without closed ones, and change with the text', async () => {
    const store = scratchStore()
    await put(store, 'case:1', true)
    await put(store, 'case:2', false)
    await store.swap([{ key: 'case:3', expected: undefined, next: 'unmarked', wakeAt: 5 }])
    expect(await openKeys(store, 'case:')).toEqual(['case:1'])
    expect([await store.count('case:'), await store.count('case:', { open: true })]).toEqual([3, 1])
    expect(await put(store, 'case:1', false, 'stale')).toBe(false)
    expect(await openKeys(store)).toEqual(['case:1'])
    await put(store, 'case:1', false, 'case:1 true')
    await put(store, 'case:2', true, 'case:2 false')
    expect(await openKeys(store)).toEqual(['case:2'])
    await store.swap([{ key: 'case:2', expected: 'case:2 true', next: undefined, wakeAt: undefined }])
    expect(await openKeys(store)).toEqual([])
  })

  it('stay open through a write by Keyv, unless it has an expiry', async () => {
    const store = scratchStore()
    const texts = openTexts(store)
    await put(store, 'case', true)
    await texts.set('case', 'edited')
    expect(await openKeys(store)).toEqual(['case'])
    await texts.set('case', 'passing', 60_000)
    expect(await openKeys(store)).toEqual([])
  })

  it('are found by a separate index', () => {
    const path = scratchPath()
    reopened(path)
    const reader = new DatabaseSync(path, { readOnly: true })
    const planOf = (sql: string) =>
      reader
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
    const search = 'SEARCH entries USING INDEX entries_open (key>? AND key<?)'
    expect(planOf(statements.listOpen)).toEqual([search])
    expect(planOf(statements.countOpen)).toEqual([search])
    expect(planOf(statements.purge)).toContain('SEARCH entries USING INDEX entries_by_expiry (expires<?)')
    reader.close()
  })
})

describe('Reading in pages', () => {
  it('continues after the last key, also where one key begins with another', async () => {
    const store = scratchStore()
    for (const key of ['a', 'a:1', 'a:1\u00001', 'a:10', 'a:2', 'b']) await put(store, key, key !== 'a:2')
    const read: string[][] = []
    await eachPage(store, 'a', { limit: 2 }, rows => void read.push(rows.map(({ key }) => key)))
    expect(read).toEqual([['a', 'a:1'], ['a:1\u00001', 'a:10'], ['a:2']])
    read.length = 0
    await eachPage(store, 'a:', { limit: 2, open: true }, rows => void read.push(rows.map(({ key }) => key)))
    expect(read).toEqual([['a:1', 'a:1\u00001'], ['a:10']])
  })

  it('yields to the event loop between pages', async () => {
    const store = scratchStore()
    for (let n = 10; n < 20; n++) await put(store, `case:${n}`, true)
    let turns = 0
    const turning = async () => {
      for (turns = 0; turns < 50; turns++) await setImmediate()
    }
    const seen: number[] = []
    void turning()
    await eachPage(store, 'case:', { limit: 4 }, () => void seen.push(turns))
    expect(new Set(seen).size).toBe(3)
  })

  it('misses no row that stays while others come and go', async () => {
    const store = scratchStore()
    for (let n = 10; n < 20; n++) await put(store, `case:${n}`, true)
    const read: string[] = []
    const other = setImmediate().then(async () => {
      await put(store, 'case:09', true)
      await store.swap([{ key: 'case:14', expected: 'case:14 true', next: undefined, wakeAt: undefined }])
    })
    await eachPage(store, 'case:', { limit: 4 }, async rows => {
      read.push(...rows.map(({ key }) => key))
      await other
    })
    expect(read).toEqual([10, 11, 12, 13, 15, 16, 17, 18, 19].map(n => `case:${n}`))
  })
})
