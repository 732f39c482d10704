import { expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import { lookBack } from '../../src/reminders/look-back.ts'
import { begun } from '../../src/reminders/marks.ts'
import { MINUTE } from '../../src/rules/beijing.ts'
import { at, rules } from '../complaints/given.ts'
import { openOffice } from './office.ts'

const key = 'evidence:48h:2026-11-23T02:30:00.000Z'

it.each([
  ['is still at it', 0, key],
  ['was at it, and died', 5 * MINUTE, undefined],
])('A reminder that is not there is given up, unless another process %s', async (_, ago, left) => {
  const { slack, store, clock, create, load } = openOffice('2026-11-21 10:31')
  const complaint = await create()
  const began = clock.now() - ago
  const find = async () => {
    await store.change(complaint, fresh => begun(fresh, { kind: 'card', key }, began))
    return { kind: 'absent' as const }
  }
  const tried = await store.change(complaint, fresh =>
    begun(fresh, { kind: 'card', key }, at('2026-11-21 10:20')),
  )
  if (!tried) throw new Error('it is gone')
  const parts = {
    store,
    calendar: rules.calendar,
    slackOf: () => ({ ...slack, find }),
    now: clock.now,
    count() {},
  }
  await lookBack(parts, tried, defaultSettings, () => true)
  expect((await load(complaint)).outbox.sending?.key).toBe(left)
})
