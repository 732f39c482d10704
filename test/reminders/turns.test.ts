import { expect, it } from 'vitest'
import { record } from '../../src/complaints/record.ts'
import { keyOf } from '../../src/complaints/store.ts'
import { createReminders } from '../../src/reminders/reminders.ts'
import { createWake } from '../../src/reminders/wake.ts'
import { at, notice, rules } from '../complaints/given.ts'
import { scratchStore } from '../store/scratch.ts'
import { createFakeSlack } from './fake-slack.ts'

const now = () => at('2026-11-20 11:00')
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

it('A hundred complaints that are due at once are ranked with turns of the event loop in between', async () => {
  let turns = 0
  const turn = async () => void turns++
  const clock = { now, after: () => silent, turn }
  const slackOf = () => createFakeSlack(now)
  const { calendar } = rules
  const parts = { engine: scratchStore(), clock, calendar, slackOf, adminUser: undefined, count: silent, log }
  const { store, channels, channelIds } = createReminders(parts)
  const { complaint } = await store.create(id =>
    record(notice, { team: 'T1', channel: 'C1', id }, rules.book, { by: 'U1', at: now() }),
  )
  const nets = { tend: silent, underWay: () => 0, settled: async () => {} }
  const deliver = async () => ({ complaint: undefined, more: false })
  const laterChecks = { tend: silent }
  const undelivered = { note: silent }
  const { rankOf, wake } = createWake({
    ...{ store, channels, channelIds, deliver, nets, laterChecks, undelivered, calendar, now, turn },
  })
  turns = 0
  for (let n = 0; n < 100; n++) await rankOf(keyOf(complaint))
  expect(turns).toBe(5)
  for (let n = 0; n < 100; n++) await wake(keyOf(complaint))
  expect(turns).toBe(10)
})
