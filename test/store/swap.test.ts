import { describe, expect, it } from 'vitest'
import type { Engine, Swap } from '../../src/store/engine.ts'
import { reopened, scratchPath, scratchStore } from './scratch.ts'

const create = (key: string, next: string, wakeAt?: number): Swap => ({
  key,
  expected: undefined,
  next,
  wakeAt,
})
const change = (key: string, expected: string, next: string | undefined, wakeAt?: number): Swap => ({
  key,
  expected,
  next,
  wakeAt,
})
const wakeUps = (engine: Engine) => engine.due(Number.MAX_SAFE_INTEGER, 100)

describe('Swapping a value', () => {
  it('creates a key only if it does not exist', async () => {
    const store = scratchStore()
    expect(await store.swap([create('case', 'first')])).toBe(true)
    expect(await store.swap([create('case', 'second')])).toBe(false)
    expect(await store.list('')).toEqual([{ key: 'case', text: 'first' }])
  })

  it('changes a key only if it still holds the expected text', async () => {
    const store = scratchStore()
    await store.swap([create('case', 'read')])
    expect(await store.swap([change('case', 'stale', 'lost')])).toBe(false)
    expect(await store.swap([change('case', 'read', 'changed')])).toBe(true)
    expect(await store.swap([change('other', 'read', 'changed')])).toBe(false)
    expect(await store.list('')).toEqual([{ key: 'case', text: 'changed' }])
  })

  it('compares the text byte by byte, also case, blanks and the empty text', async () => {
    const store = scratchStore()
    await store.swap([create('case', '')])
    expect(await store.swap([create('case', 'x')])).toBe(false)
    expect(await store.swap([change('case', '', 'Text')])).toBe(true)
    expect(await store.swap([change('case', 'text', 'x')])).toBe(false)
    expect(await store.swap([change('case', 'Text ', 'x')])).toBe(false)
  })

  it('deletes a key with its wake-up, after which it can be created again', async () => {
    const store = scratchStore()
    await store.swap([create('case', 'open', 5)])
    expect(await store.swap([change('case', 'stale', undefined)])).toBe(false)
    expect(await store.swap([change('case', 'open', undefined, 9)])).toBe(true)
    expect(await store.list('')).toEqual([])
    expect(await wakeUps(store)).toEqual([])
    expect(await store.swap([create('case', 'again')])).toBe(true)
    expect(await wakeUps(store)).toEqual([])
  })

  it('moves a record to another key', async () => {
    const store = scratchStore()
    await store.swap([create('here', 'record', 7)])
    expect(await store.swap([change('here', 'record', undefined), create('there', 'record', 7)])).toBe(true)
    expect(await store.list('')).toEqual([{ key: 'there', text: 'record' }])
    expect(await wakeUps(store)).toEqual([{ key: 'there', at: 7 }])
  })

  it('changes no key if any of several does not hold the expected text', async () => {
    const store = scratchStore()
    await store.swap([create('a', '1', 1), create('b', '2', 2)])
    const stale = change('b', 'stale', 'x')
    expect(await store.swap([change('a', '1', 'x'), stale])).toBe(false)
    expect(await store.swap([stale, change('a', '1', undefined)])).toBe(false)
    expect(await store.list('')).toEqual([
      { key: 'a', text: '1' },
      { key: 'b', text: '2' },
    ])
    expect(await wakeUps(store)).toEqual([
      { key: 'a', at: 1 },
      { key: 'b', at: 2 },
    ])
  })

  it('can depend on a value that it does not change', async () => {
    const store = scratchStore()
    await store.swap([create('a', '1'), create('b', '2', 2)])
    const unchanged = (expected: string | undefined, key = 'b') => [{ key, expected }]
    expect(await store.swap([change('a', '1', 'x')], unchanged('stale'))).toBe(false)
    expect(await store.swap([change('a', '1', 'x')], unchanged(undefined))).toBe(false)
    expect(await store.swap([change('a', '1', 'x')], unchanged('2', 'c'))).toBe(false)
    expect(await store.swap([change('a', 'stale', 'x')], unchanged('2'))).toBe(false)
    expect(await store.swap([change('a', '1', 'x', 5)], unchanged('2'))).toBe(true)
    expect(await store.swap([change('a', 'x', 'y', 6)], unchanged(undefined, 'c'))).toBe(true)
    expect(await store.list('')).toEqual([
      { key: 'a', text: 'y' },
      { key: 'b', text: '2' },
    ])
    expect(await wakeUps(store)).toEqual([
      { key: 'b', at: 2 },
      { key: 'a', at: 6 },
    ])
    await expect(store.swap([change('a', 'y', 'z')], unchanged('y', 'a'))).rejects.toThrow('twice')
  })

  it('changes no key if one of several cannot be written', async () => {
    const store = scratchStore()
    await expect(store.swap([create('a', '1'), create('b', '2', Number.NaN)])).rejects.toThrow(
      'whole milliseconds',
    )
    await expect(store.swap([create('a', '1'), create('b', '\ud800')])).rejects.toThrow('well-formed')
    await expect(store.swap([create('a', '1'), create('a', '2')])).rejects.toThrow('twice')
    expect(await store.list('')).toEqual([])
    expect(await store.swap([create('a', '1')])).toBe(true)
  })

  it('persists after the store is closed', async () => {
    const path = scratchPath()
    const before = reopened(path)
    await before.swap([create('case', 'kept', 3)])
    await before.close()
    const after = reopened(path)
    expect(await after.list('')).toEqual([{ key: 'case', text: 'kept' }])
    expect(await wakeUps(after)).toEqual([{ key: 'case', at: 3 }])
  })
})
