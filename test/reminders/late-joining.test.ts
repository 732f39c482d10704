import { expect, test } from 'vitest'
import { MINUTE } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { startHarness } from './reminder-harness.ts'

const start = at('2026-11-20 11:00')

/** A channel that the app is not in, and what becomes of its tries to join. */
function shutOut(join: () => Promise<void>) {
  const harness = startHarness()
  harness.scheduler.start()
  const { slack } = harness
  let isIn = false
  let joins = 0
  slack.fault = ({ what, channel }) =>
    what === 'post' && channel === 'C1' && !isIn ? { kind: 'refused', error: 'not_in_channel' } : undefined
  slack.join = async () => {
    joins++
    await join()
    isIn = true
  }
  const told = () => slack.messages.filter(({ channel }) => channel !== 'C1').map(({ channel }) => channel)
  return { ...harness, told, joins: () => joins, leave: () => (isIn = false) }
}
const failing = (error: object) => () => Promise.reject(Object.assign(new Error('no'), error))

test('Before the first card the app joins by itself, and nobody is bothered', async () => {
  const { create, pass, told, joins, slack } = shutOut(async () => {})
  await create()
  await pass(start + MINUTE)
  expect(slack.keysIn('C1').length).toBeGreaterThan(1)
  expect([joins(), told()]).toEqual([1, []])
})

test('Where the try to join gets no answer either, it is made again, and people are told at the second refusal', async () => {
  const { create, pass, told, joins } = shutOut(failing({ code: 'ECONNRESET' }))
  await create()
  await pass(start + 1_000)
  expect([joins(), told()]).toEqual([1, []])
  await pass(start + 10 * MINUTE)
  expect(told().toSorted()).toEqual(['U0ADMIN', 'U0XIAOYU'])
  expect(joins()).toBeGreaterThan(2)
  expect(joins()).toBeLessThan(20)
})

test('Where only the second try to join gets an answer, the card follows and nobody is bothered', async () => {
  const failOnce = failing({ code: 'ECONNRESET' })
  let tries = 0
  const { create, pass, told, joins, slack } = shutOut(() => (tries++ === 0 ? failOnce() : Promise.resolve()))
  await create()
  await pass(start + MINUTE)
  expect(slack.keysIn('C1').length).toBeGreaterThan(1)
  expect([joins(), told()]).toEqual([2, []])
})

test('A channel that the app joins and still may not write to is told after some tries', async () => {
  const { create, pass, told, slack } = shutOut(async () => {})
  slack.fault = ({ what, channel }) =>
    what === 'post' && channel === 'C1' ? { kind: 'refused', error: 'not_in_channel' } : undefined
  await create()
  await pass(start + 10 * MINUTE)
  expect(told().toSorted()).toEqual(['U0ADMIN', 'U0XIAOYU'])
})

test('An app that is removed from a channel later does not come back by itself', async () => {
  const { create, pass, told, joins, leave } = shutOut(async () => {})
  await create()
  await pass(start + MINUTE)
  leave()
  await pass('2026-11-21 10:35')
  expect(joins()).toBe(1)
  expect(told()).toContain('U0XIAOYU')
})
