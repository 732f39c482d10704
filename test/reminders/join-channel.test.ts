import { expect, test } from 'vitest'
import { MINUTE } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { startHarness } from './reminder-harness.ts'

const start = at('2026-11-20 11:00')

/** A public channel that the app is not in; `join` answers its attempts to join. */
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

test('A refused first card makes the app join the channel, without direct messages', async () => {
  const { create, pass, told, joins, slack } = shutOut(async () => {})
  await create()
  await pass(start + MINUTE)
  expect(slack.keysIn('C1').length).toBeGreaterThan(1)
  expect([joins(), told()]).toEqual([1, []])
})

test('An attempt to join without an answer is repeated, and a second refusal is reported', async () => {
  const { create, pass, told, joins } = shutOut(failing({ code: 'ECONNRESET' }))
  await create()
  await pass(start + 1_000)
  expect([joins(), told()]).toEqual([1, []])
  await pass(start + 10 * MINUTE)
  expect(told().toSorted()).toEqual(['U0ADMIN', 'U0XIAOYU'])
  expect(joins()).toBeGreaterThan(2)
  expect(joins()).toBeLessThan(20)
})

test('A second attempt to join that succeeds brings the card, without direct messages', async () => {
  const failOnce = failing({ code: 'ECONNRESET' })
  let tries = 0
  const { create, pass, told, joins, slack } = shutOut(() => (tries++ === 0 ? failOnce() : Promise.resolve()))
  await create()
  await pass(start + MINUTE)
  expect(slack.keysIn('C1').length).toBeGreaterThan(1)
  expect([joins(), told()]).toEqual([2, []])
})

test('A channel that still refuses after the app has joined is reported after some attempts', async () => {
  const { create, pass, told, slack } = shutOut(async () => {})
  slack.fault = ({ what, channel }) =>
    what === 'post' && channel === 'C1' ? { kind: 'refused', error: 'not_in_channel' } : undefined
  await create()
  await pass(start + 10 * MINUTE)
  expect(told().toSorted()).toEqual(['U0ADMIN', 'U0XIAOYU'])
})

test('An app that is removed from a channel later does not join again', async () => {
  const { create, pass, told, joins, leave } = shutOut(async () => {})
  await create()
  await pass(start + MINUTE)
  leave()
  await pass('2026-11-21 10:35')
  expect(joins()).toBe(1)
  expect(told()).toContain('U0XIAOYU')
})
