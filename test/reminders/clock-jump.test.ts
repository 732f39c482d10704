import { describe, expect, it } from 'vitest'
import { postedKeys, startWithComplaint } from './posted.ts'

describe('A wall clock that jumps ahead and is set right', () => {
  it('loses no reminder', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:05')
    harness.jump('2026-11-25 11:05')
    await harness.pass('2026-11-25 11:07')
    harness.jump('2026-11-20 11:07')
    await harness.pass('2026-11-24 10:30')
    for (const reminder of ['48h', '24h', 'safe-day', '6h', '1h', 'due', 'missed'])
      expect(postedKeys(harness, complaint)).toContain(`evidence:${reminder}`)
  })

  it('is noticed within a minute, although it is set right while the scheduler looks', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:05')
    harness.jump('2026-11-25 11:05')
    await harness.pass('2026-11-25 11:07')
    const { due } = harness.engine
    harness.engine.due = async (...asked) => {
      harness.engine.due = due
      harness.jump('2026-11-21 10:31')
      return due(...asked)
    }
    harness.scheduler.nudge()
    await harness.calm()
    expect(postedKeys(harness, complaint)).not.toContain('evidence:48h')
    await harness.pass('2026-11-21 10:32')
    expect(postedKeys(harness, complaint)).toContain('evidence:48h')
  })

  it('does not wait for a lease taken at the wrong time', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:05')
    harness.jump('2026-11-23 09:00')
    harness.slack.fault = () => ({ kind: 'unknown', posted: false })
    await harness.pass('2026-11-23 09:00')
    harness.jump('2026-11-20 11:06')
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-21 10:31')
    expect(postedKeys(harness, complaint)).toContain('evidence:48h')
  })
})
