import { WebAPIPlatformError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { cached } from '../../src/slack/cached.ts'

/** A cached question answered with 1, 2, 3, …; it fails when `down` or `refused`, and takes `takes` ms. */
function counting(keep?: (answer: number) => boolean) {
  const state = { now: 0, count: 0, down: false, refused: false, takes: 0 }
  const ask = cached(
    100,
    () => state.now,
    async () => {
      state.now += state.takes
      if (state.down) throw new Error('down')
      if (state.refused) throw new WebAPIPlatformError({ ok: false, error: 'channel_not_found' })
      return ++state.count
    },
    keep,
  )
  return { state, ask }
}

test('An answer is cached for exactly its time to live', async () => {
  const { state, ask } = counting()
  expect(await ask('a')).toBe(1)
  state.now = 99
  expect(await ask('a')).toBe(1)
  state.now = 100
  expect(await ask('a')).toBe(2)
  expect(await ask('b')).toBe(3)
})

test('A cached answer that is not enough is asked for again', async () => {
  const { ask } = counting()
  const never = () => false
  expect(await ask('a', never)).toBe(1)
  expect(await ask('a', never)).toBe(2)
  expect(await ask('a', known => known === 2)).toBe(2)
})

test('A failure leaves the answer before it in place', async () => {
  const { state, ask } = counting()
  expect(await ask('a')).toBe(1)
  state.down = true
  await expect(ask('a', () => false)).rejects.toThrow('down')
  expect(await ask('a')).toBe(1)
  state.now = 100
  await expect(ask('a')).rejects.toThrow('down')
  state.down = false
  expect(await ask('a')).toBe(2)
})

test('A slow failure is repeated at once for five seconds instead of waiting for Slack', async () => {
  const { state, ask } = counting()
  state.down = true
  state.takes = 500
  await expect(ask('a')).rejects.toThrow('down')
  state.down = false
  state.takes = 0
  state.now = 5_499
  await expect(ask('a')).rejects.toThrow('down')
  expect(await ask('b')).toBe(1)
  state.now = 5_500
  expect(await ask('a')).toBe(2)
})

test('A refusal by Slack is not cached', async () => {
  const { state, ask } = counting()
  state.refused = true
  await expect(ask('a')).rejects.toThrow('channel_not_found')
  state.refused = false
  expect(await ask('a')).toBe(1)
})

test('An answer that `keep` rejects is not cached', async () => {
  const { ask } = counting(answer => answer > 1)
  expect(await ask('a')).toBe(1)
  expect(await ask('a')).toBe(2)
  expect(await ask('a')).toBe(2)
})

test('Twenty callers for whom the cached answer is not enough share one call', async () => {
  const { state, ask } = counting()
  expect(await ask('a')).toBe(1)
  const all = await Promise.all(Array.from({ length: 20 }, () => ask('a', known => known > 1)))
  expect(all).toEqual(Array.from({ length: 20 }, () => 2))
  expect(state.count).toBe(2)
})
