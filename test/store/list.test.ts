import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPrefix } from '../../src/store/prefix.ts'
import { scratchStore } from './scratch.ts'

const stored = async (keys: string[]) => {
  const store = scratchStore()
  await store.swap(keys.map(key => ({ key, expected: undefined, next: `text of ${key}`, wakeAt: undefined })))
  return async (prefix: string) => (await store.list(prefix)).map(({ key }) => key)
}

describe('A list of keys by prefix', () => {
  it('has the keys that start with the prefix, in order', async () => {
    const list = await stored([
      'complaint:T1:C1:b',
      'complaint:T1:C1:a',
      'complaint:T1:C10:a',
      'complaint:T1:C1',
      'x',
    ])
    expect(await list('complaint:T1:C1:')).toEqual(['complaint:T1:C1:a', 'complaint:T1:C1:b'])
  })

  it('treats pattern characters literally', async () => {
    const list = await stored(['a%b', 'axb', 'a_b', 'A%b', "a'b"])
    expect(await list('a%')).toEqual(['a%b'])
    expect(await list('a_')).toEqual(['a_b'])
    expect(await list("a'")).toEqual(["a'b"])
  })

  it('has every key for the empty prefix, and handles the last code point', async () => {
    const last = '\u{10ffff}'
    const list = await stored(['', 'a', last, `${last}${last}z`, `a${last}`, `a${last}b`, 'b'])
    expect(await list('')).toEqual(['', 'a', `a${last}`, `a${last}b`, 'b', last, `${last}${last}z`])
    expect(await list(last)).toEqual([last, `${last}${last}z`])
    expect(await list(`a${last}`)).toEqual([`a${last}`, `a${last}b`])
  })

  it('orders keys correctly around the UTF-16 surrogates', async () => {
    const list = await stored(['\ud7ff', '\ud7ffa', '\ue000', '🧾', '🧾1', '🧿'])
    expect(await list('\ud7ff')).toEqual(['\ud7ff', '\ud7ffa'])
    expect(await list('🧾')).toEqual(['🧾', '🧾1'])
  })

  it('agrees with startsWith for any keys and any prefix', async () => {
    const short = fc.string({
      unit: fc.constantFrom('a', ':', '\0', '投', '\ud7ff', '\ue000', '🧾', '\u{10ffff}'),
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(short, { maxLength: 12 }), short, async (keys, prefix) => {
        const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
        const end = afterPrefix(prefix)
        const within = keys.filter(
          key => inBytes(key, prefix) >= 0 && (end === undefined || inBytes(key, end) < 0),
        )
        expect(within).toEqual(keys.filter(key => key.startsWith(prefix)))
      }),
      { numRuns: 500 },
    )
  })
})
