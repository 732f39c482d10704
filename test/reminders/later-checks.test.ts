import { expect, test } from 'vitest'
import { beingChecked, ownerChecked, withUncheckedOwner } from '../../src/complaints/owner-check.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { ownerCheckAt } from '../../src/reminders/delivery/later-checks.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/beijing.ts'
import { at, by, recorded } from '../complaints/given.ts'
import { startHarness } from './reminder-harness.ts'

const start = at('2026-11-20 11:00')
const unchecked = () => withUncheckedOwner(recorded({ owner: 'U0LI' }), by('2026-11-20 11:00'))
const silent = () => Promise.reject(new Error('Slack does not answer'))

test('An owner is checked after ten seconds, then at doubled pauses of ten minutes at most', () => {
  const pauses: number[] = []
  let complaint = unchecked()
  for (let now = start; pauses.length < 9; ) {
    const next = ownerCheckAt(complaint, now) ?? 0
    pauses.push(next - now)
    now = next
    if (complaint.ownerCheck) complaint = beingChecked(complaint, complaint.ownerCheck, now)
  }
  expect(pauses.map(pause => pause / SECOND)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600])
})

test('An owner known to be out of reach is checked once an hour', () => {
  const unfit = ownerChecked(unchecked(), 'elsewhere', start)
  expect(ownerCheckAt(unfit, start)).toBe(start + HOUR)
})

test('A checked owner is not checked again, nor that of a closed complaint', () => {
  expect(ownerCheckAt(recorded(), start)).toBeUndefined()
  expect(ownerCheckAt(apply(unchecked(), { type: 'withdrawn' }, by(start)), start + HOUR)).toBeUndefined()
})

test('A time that a clock running ahead has written is ignored', () => {
  const ahead = ownerChecked(unchecked(), 'bot', start + 100 * HOUR)
  expect(ownerCheckAt(ahead, start)).toBe(start)
})

test('A check that Slack does not answer delays no reminder, which names both people', async () => {
  const harness = startHarness()
  harness.scheduler.start()
  let asked = 0
  harness.slack.members = () => {
    asked++
    return new Promise(() => {})
  }
  harness.forgetWakeUp()
  const received = at('2026-11-18 11:10')
  await harness.create({ filed: received, received, owner: 'U0LI', unchecked: true })
  await harness.passAnyhow(at('2026-11-20 11:11'))
  expect(asked).toBeGreaterThan(3)
  const reminder = harness.slack.messages.find(({ key }) => key?.includes('evidence:24h'))
  expect(reminder?.at).toBe(at('2026-11-20 11:10'))
  expect(reminder?.text).toContain('<@U0LI> <@U0XIAOYU>')
})

test('A check is repeated until Slack answers, and not after that', async () => {
  const harness = startHarness()
  harness.scheduler.start()
  let asked = 0
  harness.slack.members = () => {
    asked++
    return silent()
  }
  const complaint = await harness.create({ owner: 'U0LI', unchecked: true })
  await harness.pass(start + 11 * MINUTE)
  expect(asked).toBe(6)
  harness.slack.members = async () => {
    asked++
    return new Set(['U0LI'])
  }
  await harness.pass('2026-11-20 23:00')
  expect(asked).toBe(7)
  expect(await harness.load(complaint)).not.toHaveProperty('ownerCheck')
})

test('An answer about a replaced owner is not taken for the new one', async () => {
  const harness = startHarness()
  harness.scheduler.start()
  let answer = (_: Set<string>) => {}
  harness.slack.members = () => new Promise(resolve => (answer = resolve))
  const complaint = await harness.create({ owner: 'U0LI', unchecked: true })
  await harness.passAnyhow(start + 11 * SECOND)
  await harness.doing(complaint, { type: 'assigned', owner: 'U0CHEN', unchecked: true })
  answer(new Set())
  await harness.passAnyhow(start + 12 * SECOND)
  expect((await harness.load(complaint)).ownerCheck).toMatchObject({ namedBy: 'U0XIAOYU', tries: 0 })
  expect((await harness.load(complaint)).ownerCheck?.unfit).toBeUndefined()
})
