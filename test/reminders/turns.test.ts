import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createScheduler } from '../../src/reminders/scheduler/scheduler.ts'
import { at } from '../complaints/given.ts'
import { scratchStore } from '../store/scratch.ts'

const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

it('A hundred keys that are due at once are ranked and woken over several turns of the event loop', async () => {
  const engine = scratchStore()
  const now = at('2026-11-20 11:00')
  for (let n = 0; n < 100; n++)
    await engine.swap([{ key: `key:${100 + n}`, expected: undefined, next: '', wakeAt: now }])
  const inOneTurn: number[] = []
  let turn = -1
  let turns = 0
  const ticking = async () => {
    for (; turns < 10_000 && turn < 200; turns++) await setImmediate()
  }
  const note = () => {
    if (turns !== turn) inOneTurn.push(0)
    turn = turns
    inOneTurn.push((inOneTurn.pop() ?? 0) + 1)
  }
  let woken = 0
  const all = Promise.withResolvers<void>()
  const scheduler = createScheduler({
    engine,
    clock: { now: () => now, after: () => silent },
    async wake(key) {
      note()
      await engine.swap([{ key, expected: '', next: undefined, wakeAt: undefined }])
      if (++woken === 100) all.resolve()
      return false
    },
    async rankOf() {
      note()
      return 0
    },
    channelKeyOf: key => key,
    opensAt: () => now,
    log,
  })
  void ticking()
  scheduler.start()
  await all.promise
  await scheduler.stop()
  turn = 200
  expect(Math.max(...inOneTurn)).toBeLessThanOrEqual(64)
  expect(inOneTurn.length).toBeGreaterThan(4)
})
