import { setImmediate } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createScheduler } from '../../src/reminders/scheduler/scheduler.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { scratchStore } from '../store/scratch.ts'

const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

it('A wake-up that comes due during a look is found within a second, not a minute later', async () => {
  const start = at('2026-11-20 11:00')
  let now = start
  let sleeping = 0
  const clock = {
    now: () => now,
    after(ms: number) {
      sleeping = ms
      return silent
    },
  }
  const engine = scratchStore(clock.now)
  await engine.swap([{ key: 'a', expected: undefined, next: 'x', wakeAt: start + 3 }])
  const scheduler = createScheduler({
    engine,
    clock,
    wake: async () => false,
    rankOf: async () => 0,
    channelKeyOf: key => key,
    opensAt: () => start,
    // The look takes five milliseconds, and the wake-up comes due in the third.
    afterLook: () => (now += 5),
    log,
  })
  onTestFinished(scheduler.stop)
  scheduler.start()
  while (scheduler.underWay() > 0) await setImmediate()
  expect(sleeping).toBeGreaterThan(0)
  expect(sleeping).toBeLessThanOrEqual(SECOND)
})
