import { expect, test } from 'vitest'
import { travellingClock } from '../travelling-clock.ts'

const start = Date.UTC(2026, 10, 20, 4)
const hour = 3_600_000
const idle = async () => {}

test('A journey stops at every timer on the way, in order, and ends at its target', async () => {
  const clock = travellingClock(start)
  const waiting = [start + hour, start + 2 * hour, start + 30 * hour]
  const fired: number[] = []
  // The clock keeps running meanwhile, so each timer is set a moment early.
  for (const at of waiting) clock.after(at - clock.now() - 100, () => fired.push(clock.now()))
  const next = async () => waiting.find(at => at > clock.now())
  await clock.moveTo(start + 24 * hour, { next, idle })
  expect(fired.map(at => Math.round((at - start) / hour))).toEqual([1, 2])
  expect(clock.now()).toBeGreaterThanOrEqual(start + 24 * hour)
  expect(clock.now()).toBeLessThan(start + 24 * hour + 5_000)
})

test('A cancelled timer does not fire', async () => {
  const clock = travellingClock(start)
  let hasFired = false
  const cancel = clock.after(hour, () => (hasFired = true))
  cancel()
  await clock.moveTo(start + 2 * hour, { next: async () => undefined, idle })
  expect(hasFired).toBe(false)
})

test('A wake-up that stays in the past does not stop the journey, which continues by minutes', async () => {
  const clock = travellingClock(start)
  let stops = 0
  await clock.moveTo(start + hour, {
    next: async () => start - hour,
    idle: async () => {
      stops++
    },
  })
  expect(stops).toBe(61)
})

test('A journey backwards leaves the clock running where it is', async () => {
  const clock = travellingClock(start)
  await clock.moveTo(start - hour, { next: async () => undefined, idle })
  expect(clock.now()).toBeGreaterThanOrEqual(start)
  await new Promise<void>(resolve => clock.after(5, resolve))
  expect(clock.now()).toBeGreaterThanOrEqual(start + 5)
})

test('The total of the moves does not include the time that passes by itself', async () => {
  const clock = travellingClock(start)
  await new Promise<void>(resolve => clock.after(20, resolve))
  expect(Math.abs(clock.moved())).toBeLessThan(5)
  await clock.moveTo(clock.now() + 6 * hour, { next: async () => undefined, idle })
  expect(clock.moved()).toBeGreaterThan(6 * hour - 1_000)
  expect(clock.moved()).toBeLessThanOrEqual(6 * hour + 5)
})
