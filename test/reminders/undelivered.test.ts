import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { startHarness } from './reminder-harness.ts'

const down = { kind: 'unknown', posted: false } as const

async function startedHarness() {
  const harness = startHarness()
  harness.scheduler.start()
  return harness
}

describe('Undelivered messages', () => {
  it('are counted with their time, between attempts, too, until Slack is back', async () => {
    const harness = await startedHarness()
    harness.slack.fault = ({ what }) => (what === 'post' ? down : undefined)
    for (const order of ['1', '2', '3']) await harness.create({ order })
    const since = harness.clock.now()
    for (let minute = 0; minute < 20; minute++) {
      await harness.pass(harness.clock.now() + MINUTE)
      expect(harness.undelivered()).toEqual({ complaints: 3, since })
    }
    harness.slack.fault = () => undefined
    await harness.pass(harness.clock.now() + 3 * MINUTE)
    expect(harness.undelivered()).toEqual({ complaints: 0, since: undefined })
    expect(harness.delays.filter(([of]) => of === 'card').map(([, ms]) => Math.floor(ms / MINUTE))).toEqual([
      expect.toSatisfy((minutes: number) => minutes >= 20 && minutes < 23),
      expect.toSatisfy((minutes: number) => minutes >= 20 && minutes < 23),
      expect.toSatisfy((minutes: number) => minutes >= 20 && minutes < 23),
    ])
  })

  it.each(['busy', 'refused'] as const)('are counted while Slack says %s', async kind => {
    const harness = await startedHarness()
    await harness.create()
    await harness.pass('2026-11-21 10:29')
    expect(harness.undelivered().complaints).toBe(0)
    harness.slack.fault = ({ what, channel }) =>
      what !== 'post' || channel !== 'C1'
        ? undefined
        : kind === 'busy'
          ? { kind, waitMs: 0, error: 'ECONNREFUSED' }
          : { kind, error: 'is_archived' }
    await harness.pass('2026-11-21 11:30')
    expect(harness.undelivered()).toEqual({ complaints: 1, since: at('2026-11-21 10:30') })
  })

  it('are known again within two minutes of a restart, with the time at which they were due', async () => {
    const harness = await startedHarness()
    await harness.create()
    await harness.pass('2026-11-21 10:29')
    harness.slack.fault = ({ what }) => (what === 'post' ? down : undefined)
    await harness.pass('2026-11-21 11:30')
    const again = harness.restarted()
    await harness.pass(harness.clock.now() + 2 * MINUTE + SECOND)
    expect(again.undelivered()).toEqual({ complaints: 1, since: at('2026-11-21 10:30') })
  })

  it('do not include what waits for morning or is no longer due', async () => {
    const harness = await startedHarness()
    const complaint = await harness.create()
    harness.slack.fault = ({ what }) => (what === 'post' ? down : undefined)
    await harness.pass('2026-11-20 11:30')
    expect(harness.undelivered().complaints).toBe(1)
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-23 03:00')
    expect(harness.undelivered().complaints).toBe(0)
    harness.slack.fault = ({ what }) => (what === 'post' ? down : undefined)
    await harness.pass('2026-11-23 10:31')
    expect(harness.undelivered().complaints).toBe(1)
    harness.slack.fault = () => undefined
    await harness.doing(complaint, { type: 'withdrawn' })
    await harness.pass('2026-11-23 10:36')
    expect(harness.undelivered().complaints).toBe(0)
  })
})

describe('The delay of a message', () => {
  it('is a second at most while all is well', async () => {
    const harness = await startedHarness()
    await harness.create()
    await harness.pass('2026-11-23 10:31')
    expect(harness.delays.length).toBeGreaterThan(5)
    expect(Math.max(...harness.delays.map(([, ms]) => ms))).toBeLessThanOrEqual(SECOND)
  })

  it('ends when the message was posted although that is found out later, and is counted once', async () => {
    const harness = await startedHarness()
    await harness.create()
    await harness.pass('2026-11-21 10:29')
    const before = harness.delays.length
    let lost = 0
    harness.slack.fault = ({ what }) =>
      what === 'post' && lost++ === 0 ? { kind: 'unknown', posted: true } : undefined
    await harness.pass('2026-11-21 10:45')
    expect(lost).toBe(1)
    expect(harness.delays.slice(before)).toEqual([
      ['reminder', expect.toSatisfy((ms: number) => ms <= SECOND)],
    ])
  })

  it('begins at the time of the reminder although the app was down then', async () => {
    const harness = await startedHarness()
    await harness.create()
    await harness.pass('2026-11-21 10:00')
    await harness.sleep('2026-11-21 12:30')
    await harness.pass('2026-11-21 12:31')
    expect(harness.delays.at(-1)).toEqual(['reminder', 2 * HOUR])
  })
})
