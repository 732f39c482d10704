import { expect, test } from 'vitest'
import { travellingClock } from '../travelling-clock.ts'

const start = Date.UTC(2026, 10, 20, 4)
const hour = 3_600_000
const idle = async () => {}

test('A journey stops at every time that is waited for, in order, and ends where it was to end', async () => {
  const clock = travellingClock(start)
  const waiting = [start + hour, start + 2 * hour, start + 30 * hour]
  const rung: number[] = []
  // The clock runs on while they are set, so each is set a moment early.
  for (const at of waiting) clock.after(at - clock.now() - 100, () => rung.push(clock.now()))
  const next = async () => waiting.find(at => at > clock.now())
  await clock.moveTo(start + 24 * hour, { next, idle })
  expect(rung.map(at => Math.round((at - start) / hour))).toEqual([1, 2])
  expect(clock.now()).toBeGreaterThanOrEqual(start + 24 * hour)
  expect(clock.now()).toBeLessThan(start + 24 * hour + 5_000)
})

test('What is called off does not ring', async () => {
  const clock = travellingClock(start)
  let rung = false
  const cancel = clock.after(hour, () => (rung = true))
  cancel()
  await clock.moveTo(start + 2 * hour, { next: async () => undefined, idle })
  expect(rung).toBe(false)
})

test('A wake-up that stays in the past holds nobody up: the journey goes on by minutes', async () => {
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

test('A journey backwards leaves the clock where it is, and it goes on by itself', async () => {
  const clock = travellingClock(start)
  await clock.moveTo(start - hour, { next: async () => undefined, idle })
  expect(clock.now()).toBeGreaterThanOrEqual(start)
  await new Promise<void>(resolve => clock.after(5, resolve))
  expect(clock.now()).toBeGreaterThanOrEqual(start + 5)
})

test('It knows how far it was moved, whatever time passes by itself', async () => {
  const clock = travellingClock(start)
  await new Promise<void>(resolve => clock.after(20, resolve))
  expect(Math.abs(clock.moved())).toBeLessThan(5)
  await clock.moveTo(clock.now() + 6 * hour, { next: async () => undefined, idle })
  expect(clock.moved()).toBeGreaterThan(6 * hour - 1_000)
  expect(clock.moved()).toBeLessThanOrEqual(6 * hour + 5)
})
