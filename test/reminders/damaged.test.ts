import { describe, expect, it } from 'vitest'
import { keyOf } from '../../src/complaints/keys.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { startHarness } from './reminder-harness.ts'

type ReminderHarness = ReturnType<typeof startHarness>

async function put({ engine }: ReminderHarness, key: string, next: string) {
  const [row] = await engine.list(key)
  await engine.swap([{ key, expected: row?.text, next, wakeAt: undefined }])
}

describe('Settings that cannot be read', () => {
  it('silence no channel: reminders follow the defaults, and the log names the settings once', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    await put(harness, 'channel:T1:C1', '{"lang":"fr"}')
    const complaint = await harness.create()
    await harness.pass('2026-11-23 10:31')
    const { outbox } = await harness.load(complaint)
    expect(outbox.card).toBeDefined()
    expect(Object.keys(outbox.sent).length).toBeGreaterThan(2)
    expect(harness.undelivered().complaints).toBe(0)
    expect(
      harness.logged.filter(line => line.startsWith('the settings of a channel cannot be read')),
    ).toHaveLength(1)
  })

  it('are replaced when someone sets them again', async () => {
    const harness = startHarness()
    await put(harness, 'channel:T1:C1', 'no JSON')
    expect(await harness.channels.settings('T1', 'C1')).toMatchObject({ lang: 'zh', backup: [] })
    await harness.set({ backup: ['U1'] })
    expect(await harness.channels.settings('T1', 'C1')).toMatchObject({ lang: 'zh', backup: ['U1'] })
  })
})

describe('A complaint whose wake-up fails', () => {
  it('counts as undelivered since the first failure until it succeeds', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    const complaint = await harness.create()
    await harness.pass('2026-11-20 11:10')
    const [row] = await harness.engine.list(keyOf(complaint))
    const since = harness.clock.now()
    const damage = { key: keyOf(complaint), expected: row?.text, next: '{', wakeAt: since }
    await harness.engine.swap([damage])
    harness.scheduler.nudge()
    await harness.pass(since + 10 * MINUTE)
    expect(harness.undelivered()).toEqual({ complaints: 1, since })
    await harness.engine.swap([{ ...damage, expected: '{', next: row?.text, wakeAt: since }])
    await harness.pass(since + 13 * MINUTE)
    expect(harness.undelivered()).toEqual({ complaints: 0, since: undefined })
  })

  it('no longer counts once it is gone', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    const key = 'complaint:T1:C1:H-0000'
    await harness.engine.swap([{ key, expected: undefined, next: '{', wakeAt: harness.clock.now() }])
    await harness.pass('2026-11-20 11:05')
    expect(harness.undelivered().complaints).toBe(1)
    await harness.engine.swap([{ key, expected: '{', next: undefined, wakeAt: undefined }])
    await harness.pass('2026-11-20 11:08')
    expect(harness.undelivered().complaints).toBe(0)
    expect(harness.scheduler.overdueSince()).toBeUndefined()
  })
})
