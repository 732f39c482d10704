import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openTexts } from '../../src/store/keyv.ts'
import { reopened, scratchPath, scratchStore } from './scratch.ts'

describe('A row with an expiry', () => {
  it('is visible until its expiry and gone from then on, however it is read', async () => {
    let now = 1_000
    const store = scratchStore(() => now)
    await store.adapter.set('seen:event', 'once', 2_000)
    now = 1_999
    expect(await store.adapter.get('seen:event')).toBe('once')
    expect(await store.list('seen:')).toHaveLength(1)
    now = 2_000
    expect(await store.adapter.get('seen:event')).toBeUndefined()
    expect(await store.adapter.has('seen:event')).toBe(false)
    expect(await store.adapter.getMany(['seen:event'])).toEqual([undefined])
    expect(await store.adapter.delete('seen:event')).toBe(false)
    expect(await store.list('seen:')).toEqual([])
  })

  it('frees its key for a swap, whose row does not expire', async () => {
    let now = 1_000
    const store = scratchStore(() => now)
    const claim = () => store.swap([{ key: 'claim', expected: undefined, next: 'mine', wakeAt: undefined }])
    await store.adapter.set('claim', 'theirs', 2_000)
    expect(await claim()).toBe(false)
    now = 2_000
    expect(await claim()).toBe(true)
    now = Number.MAX_SAFE_INTEGER
    expect(await store.adapter.get('claim')).toBe('mine')
  })

  it('stays if it is written again without an expiry', async () => {
    let now = 1_000
    const store = scratchStore(() => now)
    await store.adapter.set('key', 'passing', 2_000)
    await store.adapter.set('key', 'lasting')
    now = 2_000
    expect(await store.adapter.get('key')).toBe('lasting')
  })

  it('follows the time to live given to Keyv', async () => {
    const ahead = { by: 0 }
    const texts = openTexts(scratchStore(() => Date.now() + ahead.by))
    await texts.set('key', 'passing', 60_000)
    await texts.set('lasting', 'text')
    expect(await texts.get('key')).toBe('passing')
    ahead.by = 60_001
    expect(await texts.get('key')).toBeUndefined()
    expect(await texts.get('lasting')).toBe('text')
  })

  it('is deleted when the next such row is written, so that the file does not grow for ever', async () => {
    let now = 0
    const path = scratchPath()
    const store = reopened(path, () => now)
    for (now = 0; now < 100; now++) await store.adapter.set(`seen:${now}`, 'once', now + 10)
    const reader = new DatabaseSync(path, { readOnly: true })
    expect(reader.prepare('SELECT count(*) AS size FROM entries').get()?.size).toBe(10)
    reader.close()
  })
})
