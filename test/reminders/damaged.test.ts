import { describe, expect, it } from 'vitest'
import { keyOf } from '../../src/complaints/keys.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { openOffice } from './reminder-harness.ts'

type Office = ReturnType<typeof openOffice>

async function put({ engine }: Office, key: string, next: string) {
  const [row] = await engine.list(key)
  await engine.swap([{ key, expected: row?.text, next, wakeAt: undefined }])
}

describe('Settings that cannot be read', () => {
  it('silence no channel: its complaints are reminded by the defaults, and the log names the settings once', async () => {
    const office = openOffice()
    office.alarm.start()
    await put(office, 'channel:T1:C1', '{"lang":"fr"}')
    const complaint = await office.create()
    await office.pass('2026-11-23 10:31')
    const { outbox } = await office.load(complaint)
    expect(outbox.card).toBeDefined()
    expect(Object.keys(outbox.sent).length).toBeGreaterThan(2)
    expect(office.undelivered().complaints).toBe(0)
    expect(
      office.logged.filter(line => line.startsWith('the settings of a channel cannot be read')),
    ).toHaveLength(1)
  })

  it('are replaced by what somebody sets', async () => {
    const office = openOffice()
    await put(office, 'channel:T1:C1', 'no JSON')
    expect(await office.channels.settings('T1', 'C1')).toMatchObject({ lang: 'zh', backup: [] })
    await office.set({ backup: ['U1'] })
    expect(await office.channels.settings('T1', 'C1')).toMatchObject({ lang: 'zh', backup: ['U1'] })
  })
})

describe('A complaint that cannot be looked after', () => {
  it('counts as undelivered since it first failed, until it can be again', async () => {
    const office = openOffice()
    office.alarm.start()
    const complaint = await office.create()
    await office.pass('2026-11-20 11:10')
    const [row] = await office.engine.list(keyOf(complaint))
    const since = office.clock.now()
    const damage = { key: keyOf(complaint), expected: row?.text, next: '{', wakeAt: since }
    await office.engine.swap([damage])
    office.alarm.nudge()
    await office.pass(since + 10 * MINUTE)
    expect(office.undelivered()).toEqual({ complaints: 1, since })
    await office.engine.swap([{ ...damage, expected: '{', next: row?.text, wakeAt: since }])
    await office.pass(since + 13 * MINUTE)
    expect(office.undelivered()).toEqual({ complaints: 0, since: undefined })
  })

  it('counts no longer once it is gone', async () => {
    const office = openOffice()
    office.alarm.start()
    const key = 'complaint:T1:C1:H-0000'
    await office.engine.swap([{ key, expected: undefined, next: '{', wakeAt: office.clock.now() }])
    await office.pass('2026-11-20 11:05')
    expect(office.undelivered().complaints).toBe(1)
    await office.engine.swap([{ key, expected: '{', next: undefined, wakeAt: undefined }])
    await office.pass('2026-11-20 11:08')
    expect(office.undelivered().complaints).toBe(0)
    expect(office.alarm.overdueSince()).toBeUndefined()
  })
})
