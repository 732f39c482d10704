import { expect, test } from 'vitest'
import { createRateLimit } from '../../src/handlers/rate-limit.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A rate limit on a movable clock; `through` counts how many of `count` requests at once pass. */
function limited() {
  const clock = { now: Date.UTC(2026, 10, 20, 4) }
  const secondsFor = createRateLimit(() => clock.now)
  const through = (who: string, count: number) =>
    Array.from({ length: count }, () => secondsFor(who)).filter(seconds => seconds === 0).length
  return { clock, secondsFor, through }
}

test('A hundred and twenty requests at once pass; the next passes exactly one second later', () => {
  const { clock, secondsFor, through } = limited()
  expect(through('lin', 120)).toBe(120)
  expect(secondsFor('lin')).toBe(1)
  clock.now += 999
  expect(secondsFor('lin')).toBe(1)
  clock.now += 1
  expect(secondsFor('lin')).toBe(0)
  expect(secondsFor('lin')).toBe(1)
})

test('One request every second always passes', () => {
  const { clock, secondsFor, through } = limited()
  through('lin', 120)
  for (let each = 0; each < 100; each++) {
    clock.now += SECOND
    expect(secondsFor('lin')).toBe(0)
  }
})

test('Requests during the wait do not prolong it', () => {
  const { clock, secondsFor, through } = limited()
  expect(through('lin', 1_000)).toBe(120)
  clock.now += SECOND
  expect(secondsFor('lin')).toBe(0)
})

test('The whole burst is available again after two quiet minutes', () => {
  const { clock, through } = limited()
  through('lin', 120)
  clock.now += 2 * MINUTE
  expect(through('lin', 140)).toBe(120)
  clock.now += 2 * MINUTE - 1
  expect(through('lin', 140)).toBe(119)
})

test('Other people are not affected', () => {
  const { secondsFor, through } = limited()
  through('T1:lin', 121)
  expect(secondsFor('T1:chen')).toBe(0)
  expect(secondsFor('T2:lin')).toBe(0)
})

test('Nobody waits longer because the clock was set back', () => {
  const { clock, secondsFor, through } = limited()
  through('lin', 120)
  clock.now -= 60 * MINUTE
  expect(secondsFor('lin')).toBe(0)
})

test('People heard recently are remembered, however many there are', () => {
  const { secondsFor, through } = limited()
  for (let person = 0; person < 50_000; person++) secondsFor(`person ${person}`)
  through('lin', 120)
  for (let person = 0; person < 4_000; person++) secondsFor(`another ${person}`)
  expect(secondsFor('lin')).toBe(1)
})
