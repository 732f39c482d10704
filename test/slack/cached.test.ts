import { WebAPIPlatformError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { cached } from '../../src/slack/cached.ts'

/** A question whose answers are counted: 1, 2, 3, …, or fail when `down`. */
function asked(keep?: (answer: number) => boolean) {
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

test('An answer is remembered until its time is over, not a moment longer', async () => {
  const { state, ask } = asked()
  expect(await ask('a')).toBe(1)
  state.now = 99
  expect(await ask('a')).toBe(1)
  state.now = 100
  expect(await ask('a')).toBe(2)
  expect(await ask('b')).toBe(3)
})

test('A remembered answer that is not enough is asked for again, one that is new is not', async () => {
  const { ask } = asked()
  const never = () => false
  expect(await ask('a', never)).toBe(1)
  expect(await ask('a', never)).toBe(2)
  expect(await ask('a', known => known === 2)).toBe(2)
})

test('A question that fails leaves what was known', async () => {
  const { state, ask } = asked()
  expect(await ask('a')).toBe(1)
  state.down = true
  await expect(ask('a', () => false)).rejects.toThrow('down')
  expect(await ask('a')).toBe(1)
  state.now = 100
  await expect(ask('a')).rejects.toThrow('down')
  state.down = false
  expect(await ask('a')).toBe(2)
})

test('A failure that took its time is remembered for five seconds: ten requests do not each wait for Slack', async () => {
  const { state, ask } = asked()
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

test('Where Slack says no, it is asked again at once', async () => {
  const { state, ask } = asked()
  state.refused = true
  await expect(ask('a')).rejects.toThrow('channel_not_found')
  state.refused = false
  expect(await ask('a')).toBe(1)
})

test('An answer that is not wanted is not remembered', async () => {
  const { ask } = asked(answer => answer > 1)
  expect(await ask('a')).toBe(1)
  expect(await ask('a')).toBe(2)
  expect(await ask('a')).toBe(2)
})

test('Twenty who find the remembered answer not enough ask one more question between them', async () => {
  const { state, ask } = asked()
  expect(await ask('a')).toBe(1)
  const all = await Promise.all(Array.from({ length: 20 }, () => ask('a', known => known > 1)))
  expect(all).toEqual(Array.from({ length: 20 }, () => 2))
  expect(state.count).toBe(2)
})
