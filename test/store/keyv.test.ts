import { Keyv } from 'keyv'
import { describe, expect, it } from 'vitest'
import { openTexts } from '../../src/store/keyv.ts'
import { scratchStore } from './scratch.ts'

const keys = [
  '__proto__',
  'constructor',
  'a:b::c',
  ':lead',
  "it's",
  '投诉 🧾',
  'with\0nul',
  'line\nbreak',
  'k'.repeat(5_000),
]
const values = [
  '',
  ':lead',
  '{"value":1}',
  'null',
  '恶意骚扰 🧾👩‍👩‍👧',
  'nul\0inside',
  'x'.repeat(100_000),
  '\ufeffbom',
  ' pad ',
]

describe('Keyv over the store', () => {
  it('returns every text unchanged, under every key', async () => {
    const texts = openTexts(scratchStore())
    for (const [place, key] of keys.entries()) {
      for (const value of values) {
        expect(await texts.set(key, value)).toBe(true)
        expect(await texts.get(key)).toBe(value)
        expect(await texts.has(key)).toBe(true)
      }
      expect(await texts.get(`${key}~`)).toBeUndefined()
      await texts.set(key, String(place))
    }
    expect(await texts.getMany([...keys, 'missing'])).toEqual([
      ...keys.map((_, place) => String(place)),
      undefined,
    ])
  })

  it('reads exactly the text that swap compares, both ways', async () => {
    const store = scratchStore()
    const texts = openTexts(store)
    for (const value of values) {
      const expected = await texts.get('case')
      expect(await store.swap([{ key: 'case', expected, next: value, wakeAt: undefined }])).toBe(true)
      expect(await texts.get('case')).toBe(value)
      await texts.set('case', `${value}!`)
      expect(await store.list('case')).toEqual([{ key: 'case', text: `${value}!` }])
    }
  })

  it('passes the adapter to Keyv without a bridge', () => {
    const store = scratchStore()
    expect(openTexts(store).store).toBe(store.adapter)
  })

  it('deletes, clears and iterates', async () => {
    const texts = openTexts(scratchStore())
    await texts.setMany([
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
      { key: 'c', value: '3' },
    ])
    expect(await texts.delete('a')).toBe(true)
    expect(await texts.delete('a')).toBe(false)
    expect(await texts.deleteMany(['a', 'b'])).toEqual([false, true])
    expect(await texts.hasMany(['a', 'c'])).toEqual([false, true])
    expect(await Array.fromAsync(texts.iterator())).toEqual([['c', '3']])
    await texts.clear()
    expect(await texts.get('c')).toBeUndefined()
  })

  it('refuses values other than text, broken Unicode and namespaces', async () => {
    const store = scratchStore()
    const untyped: Keyv<unknown> = new Keyv({ store: store.adapter, serialization: false })
    await expect(untyped.set('case', 'a text in an envelope')).rejects.toThrow('only text')
    const texts = openTexts(store)
    await expect(texts.set('\udc00', 'text')).rejects.toThrow('well-formed')
    await expect(texts.set('case', '\ud800')).rejects.toThrow('well-formed')
    await expect(texts.get('\ud800')).rejects.toThrow('well-formed')
    expect(() => new Keyv({ store: store.adapter, namespace: 'team' })).toThrow(
      'Cannot use the namespace team',
    )
    expect(await store.list('')).toEqual([])
  })

  it('rejects when the store fails, instead of reading as empty', async () => {
    const store = scratchStore()
    const texts = openTexts(store)
    await texts.set('case', 'text')
    await store.close()
    await expect(texts.get('case')).rejects.toThrow()
    await expect(texts.getMany(['case'])).rejects.toThrow()
    await expect(texts.has('case')).rejects.toThrow()
    await expect(texts.set('case', 'other')).rejects.toThrow()
    await expect(texts.setMany([{ key: 'case', value: 'other' }])).rejects.toThrow()
    await expect(texts.delete('case')).rejects.toThrow()
    await expect(store.list('')).rejects.toThrow()
    await expect(
      store.swap([{ key: 'new', expected: undefined, next: 'x', wakeAt: undefined }]),
    ).rejects.toThrow()
  })
})
