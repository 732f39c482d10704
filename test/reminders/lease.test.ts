import { expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { openRecords } from '../../src/records.ts'
import { createReminders } from '../../src/reminders/reminders.ts'
import { maxLookUpMs, maxPostMs } from '../../src/retry-policy.ts'
import { at, rules } from '../complaints/given.ts'
import { startHarness } from './reminder-harness.ts'

it('While one process waits for the slowest possible Slack, another does not send the same message', async () => {
  const harness = startHarness()
  const { slack, engine, clock } = harness
  harness.scheduler.start()
  const complaint = await harness.create()
  await harness.pass('2026-11-21 10:29')
  const log = createLog('silent')
  const { calendar } = rules
  const other = createReminders({
    engine,
    clock,
    calendar,
    records: openRecords({ engine, clock, calendar, log }),
    slackOf: () => slack,
    adminUser: undefined,
    count() {},
    log,
  })
  const about = (what: 'find' | 'post') =>
    slack.calls.filter(
      call => call.what === what && call.key === `${complaint.id}:evidence:48h:2026-11-23T02:30:00.000Z`,
    )
  slack.fault = ({ what }) =>
    what === 'post' && about('post').length === 1 ? { kind: 'unknown', posted: false } : undefined
  // The first try has an unknown outcome; the second is as slow as possible; later calls are fast.
  slack.hold = ({ what }) => {
    const ms =
      what === 'find' && about('find').length === 1
        ? maxLookUpMs
        : what === 'post' && about('post').length === 2
          ? maxPostMs
          : 0
    return ms > 0 ? new Promise(resolve => clock.after(ms, resolve)) : undefined
  }
  other.scheduler.start()
  await harness.passAnyhow(at('2026-11-21 10:34'))
  expect(about('post')).toHaveLength(2)
  expect(slack.keysIn('C1').filter(key => key?.includes(':48h:'))).toHaveLength(1)
  await other.scheduler.stop()
})
