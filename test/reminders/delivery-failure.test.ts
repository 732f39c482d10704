import { describe, expect, it } from 'vitest'
import { SECOND } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { postedKeys, startWithComplaint } from './posted.ts'

describe('A busy Slack', () => {
  it('is asked again after the time that it named, not before', async () => {
    const { harness, complaint } = await startWithComplaint()
    let busy = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') && busy++ === 0
        ? { kind: 'busy', waitMs: 45 * SECOND, error: 'ratelimited' }
        : undefined
    await harness.pass('2026-11-21 10:40')
    const tries = harness.slack.calls.filter(call => call.key?.includes('48h') && call.what === 'post')
    expect(tries.map(call => Math.round((call.at - at('2026-11-21 10:30')) / SECOND))).toEqual([0, 45])
    expect(postedKeys(harness, complaint)).toContain('evidence:48h')
    expect((await harness.load(complaint)).outbox.trouble).toBeUndefined()
  })

  it('is not called too often while both the card and a message fail', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    harness.slack.fault = call => {
      if (call.what === 'post' && call.key?.includes('history')) return { kind: 'unknown', posted: false }
      return call.what === 'update' && call.at > at('2026-11-20 11:02')
        ? { kind: 'busy', waitMs: 20 * SECOND, error: 'ratelimited' }
        : undefined
    }
    await harness.doing(complaint, { type: 'noted', text: 'one' })
    await harness.pass('2026-11-20 11:02')
    await harness.doing(complaint, { type: 'noted', text: 'two' })
    const before = harness.engineCalls()
    await harness.pass('2026-11-20 11:12')
    // A try every 20 s at most, each a handful of calls.
    expect(harness.engineCalls() - before).toBeLessThan(600)
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-20 11:20')
    expect(postedKeys(harness, complaint).slice(-2)).toEqual(['history:1-2', 'history:2-3'])
  })
})

describe('An archived channel', () => {
  it('is reported to the owner once for each reminder, delays no other channel, and catches up once open', async () => {
    const { harness, complaint } = await startWithComplaint()
    const other = await harness.create({}, 'C2')
    await harness.pass('2026-11-20 11:01')
    let archived = true
    harness.slack.fault = call =>
      archived && call.channel === 'C1' && call.what !== 'find'
        ? { kind: 'refused', error: 'is_archived' }
        : undefined
    await harness.pass('2026-11-22 10:33')
    expect(postedKeys(harness, other)).toEqual(['card:1', 'history:0-1', 'evidence:48h', 'evidence:24h'])
    // For the advice, and the reminders 48 and 24 hours before.
    expect(harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU')).toHaveLength(3)
    archived = false
    await harness.pass('2026-11-22 10:35')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:24h'])
  })

  it('is reported once although Slack is busy in between', async () => {
    const { harness } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    let tries = 0
    harness.slack.fault = call => {
      if (call.channel !== 'C1') return undefined
      return tries++ % 5 === 4
        ? { kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' }
        : { kind: 'refused', error: 'is_archived' }
    }
    await harness.pass('2026-11-21 12:00')
    expect(tries).toBeGreaterThan(20)
    // For the advice, and the reminder 48 hours before.
    expect(harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU')).toHaveLength(2)
  })

  it('is reported to the admin if the owner cannot be reached', async () => {
    const { harness } = await startWithComplaint()
    harness.slack.fault = call => {
      if (call.channel === 'C1') return { kind: 'refused', error: 'channel_not_found' }
      return call.channel === 'U0XIAOYU' ? { kind: 'refused', error: 'user_disabled' } : undefined
    }
    await harness.pass('2026-11-20 12:00')
    expect(harness.slack.messages.map(({ channel }) => channel)).toEqual(['U0ADMIN'])
  })
})

describe('A delivery failure while nobody can be reached', () => {
  it('is reported as soon as the owner can be reached', async () => {
    const { harness } = await startWithComplaint()
    await harness.pass('2026-11-20 12:00')
    let deaf = true
    harness.slack.fault = call => {
      if (call.channel === 'C1') return { kind: 'refused', error: 'is_archived' }
      return deaf ? { kind: 'busy', waitMs: SECOND, error: 'ratelimited' } : undefined
    }
    await harness.pass('2026-11-21 10:40')
    deaf = false
    await harness.pass('2026-11-21 10:45')
    expect(harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU')).toHaveLength(1)
  })
})

describe('A reminder in a thread that refuses messages', () => {
  it('is not delayed if only history is refused', async () => {
    const { harness, complaint } = await startWithComplaint()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('history')
        ? { kind: 'refused', error: 'msg_too_long' }
        : undefined
    await harness.pass('2026-11-21 10:33')
    expect(postedKeys(harness, complaint)).toContain('evidence:48h')
  })

  it('follows under a new card if the card is gone', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 12:00')
    let gone = true
    harness.slack.fault = call => {
      if (!gone || call.what !== 'post' || !call.key?.includes('48h')) return undefined
      gone = false
      return { kind: 'refused', error: 'thread_not_found' }
    }
    await harness.pass('2026-11-21 10:31')
    expect(postedKeys(harness, complaint).slice(-2)).toEqual(['card:2', 'evidence:48h'])
  })
})
