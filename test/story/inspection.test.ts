import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStage } from '../stage/stage.ts'

test('The app stops only once the inspection of the database has ended, and reads nothing after that', async () => {
  const gate = Promise.withResolvers<void>()
  const asked: string[] = []
  const stage = await openStage({
    at: '2026-11-20 11:00',
    store: engine => ({
      ...engine,
      async list(prefix, part) {
        asked.push(prefix)
        if (prefix === 'channel:') await gate.promise
        return engine.list(prefix, part)
      },
    }),
  })
  let isStopped = false
  const stopping = stage.app.stop().then(() => {
    isStopped = true
  })
  for (let turns = 0; turns < 50; turns++) await setImmediate()
  expect(isStopped).toBe(false)
  gate.resolve()
  await stopping
  const before = asked.length
  for (let turns = 0; turns < 50; turns++) await setImmediate()
  expect(asked.slice(before)).toEqual([])
  await stage.close()
})
