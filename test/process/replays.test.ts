import { expect, it } from 'vitest'
import { createReplays, nameOf } from '../../src/process/replays.ts'
import { MINUTE, SECOND } from '../../src/time/beijing.ts'

function replays() {
  const state = { now: Date.UTC(2026, 10, 20, 4) }
  return { state, ...createReplays(() => state.now) }
}

it('A delivery is named by its body, or by its signature if it has no id', () => {
  expect(nameOf({ trigger_id: '1.2', text: 'list' })).toBe(nameOf({ trigger_id: '1.2', text: 'list' }))
  expect(nameOf({ trigger_id: '1.2', text: 'list' })).not.toBe(nameOf({ trigger_id: '1.3', text: 'list' }))
  expect(nameOf({ text: 'list' }, 'v0=a')).toBe(nameOf({ text: 'list' }, 'v0=a'))
  expect(nameOf({ text: 'list' }, 'v0=a')).not.toBe(nameOf({ text: 'list' }, 'v0=b'))
  expect(nameOf({ text: 'list' })).toBeUndefined()
})

it('An answer is repeated for as long as a signed request can be replayed: six minutes and a second', async () => {
  const { state, answerTo, begin } = replays()
  expect(answerTo('a')).toBeUndefined()
  begin('a', Promise.resolve('said'))
  state.now += 6 * MINUTE + SECOND
  expect(await answerTo('a')).toBe('said')
  state.now += 1
  expect(answerTo('a')).toBeUndefined()
})

it('After a thousand other deliveries the answer is forgotten, but not the delivery', async () => {
  const { answerTo, begin } = replays()
  begin('a', Promise.resolve('said'))
  for (let n = 0; n < 1_000; n++) begin(`other ${n}`, Promise.resolve('other'))
  expect(answerTo('a')).toBeDefined()
  expect(await answerTo('a')).toBeUndefined()
  expect(await answerTo('other 0')).toBe('other')
})

it('A failed delivery may run again', () => {
  const { answerTo, begin, forget } = replays()
  begin('a', Promise.resolve('said'))
  forget('a')
  expect(answerTo('a')).toBeUndefined()
})
