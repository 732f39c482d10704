import { describe, expect, it } from 'vitest'
import { reopen } from '../../src/complaints/transitions.ts'
import { attemptLease } from '../../src/retry-policy.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { loseAnswer, postedKeys, posts, startWithComplaint } from './posted.ts'

describe('A message of unknown outcome', () => {
  it.each(['card:1', 'history:0-1', 'evidence:48h'])(
    '(%s) is looked up, found and not posted twice',
    async key => {
      const { harness, complaint } = await startWithComplaint()
      const lost = loseAnswer(harness, key)
      await harness.pass('2026-11-21 10:35')
      expect(lost()).toBe(1)
      expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
      expect(harness.counted).toContain(
        `found ${key.startsWith('evidence') ? 'reminder' : key.split(':')[0]}`,
      )
      expect((await harness.load(complaint)).outbox.sending).toBeUndefined()
    },
  )

  it.each(['card:1', 'history:0-1', 'evidence:48h'])(
    '(%s) that was not posted is posted after the lease',
    async key => {
      const { harness, complaint } = await startWithComplaint()
      loseAnswer(harness, key, false)
      await harness.pass('2026-11-21 10:35')
      expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
      const [first, second] = harness.slack.calls.filter(
        call => call.what === 'post' && call.key?.includes(key),
      )
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(attemptLease)
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(attemptLease + 2 * SECOND)
    },
  )

  it.each([true, false])('shows later changes if it is a card (posted: %s)', async posted => {
    const { harness, complaint } = await startWithComplaint()
    const lost = loseAnswer(harness, 'card:1', posted)
    await harness.calm()
    await harness.doing(complaint, { type: 'discarded', why: 'a mistake' })
    await harness.pass('2026-11-20 11:05')
    expect(lost()).toBe(posted ? 1 : 2)
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-2'])
    expect(harness.slack.messages[0]?.words).toContain('已作废')
  })

  it('is looked up even if the complaint changes in between', async () => {
    const { harness, complaint } = await startWithComplaint()
    const lost = loseAnswer(harness, '48h')
    await harness.pass('2026-11-21 10:30')
    expect(lost()).toBe(1)
    await harness.doing(complaint, { type: 'noted', text: 'meanwhile' })
    await harness.pass('2026-11-21 10:35')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h', 'history:1-2'])
  })

  it('keeps its own history entries even if there are newer ones', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    loseAnswer(harness, 'history')
    await harness.doing(complaint, { type: 'noted', text: 'one' })
    await harness.calm()
    await harness.doing(complaint, { type: 'noted', text: 'two' })
    await harness.pass('2026-11-20 11:05')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'history:1-2', 'history:2-3'])
  })

  it('is still looked up after a step was taken and undone', async () => {
    const { harness, complaint } = await startWithComplaint()
    loseAnswer(harness, '48h')
    await harness.pass('2026-11-21 10:30')
    await harness.doing(complaint, { type: 'answered' })
    await harness.pass('2026-11-21 10:35')
    await harness.change(complaint, (now, by) => reopen(now, 'not yet', by))
    await harness.pass('2026-11-21 10:40')
    expect(postedKeys(harness, complaint).filter(key => key === 'evidence:48h')).toHaveLength(1)
  })

  it('is posted again if it cannot be looked up: twice is better than never', async () => {
    const { harness, complaint } = await startWithComplaint()
    let lost = 0
    harness.slack.fault = call => {
      if (call.what === 'find') return { kind: 'cannot' }
      return call.what === 'post' && call.key?.includes('48h') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    }
    await harness.pass('2026-11-21 10:35')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h', 'evidence:48h'])
    expect(harness.counted).toContain('doubled reminder')
  })

  it.each(['busy', 'refused'] as const)(
    'is still looked up after a look-up was impossible and the next attempt failed (%s)',
    async kind => {
      const { harness, complaint } = await startWithComplaint()
      let tries = 0
      let looks = 0
      harness.slack.fault = call => {
        if (!call.key?.includes('48h')) return undefined
        if (call.what === 'find') return looks++ === 0 ? { kind: 'cannot' } : undefined
        if (call.what !== 'post') return undefined
        tries++
        if (tries === 1) return { kind: 'unknown', posted: true }
        const no = { busy: 'ECONNREFUSED', refused: 'is_archived' }[kind]
        return tries === 2 ? { kind, error: no, waitMs: 0 } : undefined
      }
      await harness.pass('2026-11-21 10:40')
      expect([looks, tries]).toEqual([2, 2])
      expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
      expect((await harness.load(complaint)).outbox.doubtful).toBeUndefined()
    },
  )

  it('does not delay the next reminder, however often it recurs', async () => {
    const { harness, complaint } = await startWithComplaint()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') ? { kind: 'unknown', posted: false } : undefined
    await harness.pass('2026-11-22 10:33')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:24h'])
  })
})

describe('A message whose outcome stays unknown', () => {
  it('delays no reminder if it is history', async () => {
    const { harness, complaint } = await startWithComplaint()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('history') ? { kind: 'unknown', posted: false } : undefined
    await harness.pass('2026-11-24 10:30')
    expect(postedKeys(harness, complaint).filter(key => key.startsWith('evidence'))).toEqual([
      'evidence:48h',
      'evidence:24h',
      'evidence:safe-day',
      'evidence:6h',
      'evidence:1h',
      'evidence:due',
      'evidence:missed',
    ])
  })

  it('is reported to the owner after two minutes, once for each reminder', async () => {
    const { harness } = await startWithComplaint()
    await harness.pass('2026-11-20 12:00')
    harness.slack.fault = call =>
      call.channel === 'C1' && call.what === 'post' ? { kind: 'unknown', posted: false } : undefined
    const told = () => harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU').length
    await harness.pass('2026-11-21 10:31')
    expect(told()).toBe(0)
    await harness.pass('2026-11-21 10:35')
    expect(told()).toBe(1)
    await harness.pass('2026-11-22 10:40')
    expect(told()).toBe(2)
  })

  it('is looked up again while look-ups fail for now, not posted over and over', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 12:00')
    harness.slack.fault = call => {
      if (call.what === 'find') return { kind: 'later' }
      return call.key?.includes('48h') ? { kind: 'unknown', posted: true } : undefined
    }
    await harness.pass('2026-11-21 11:00')
    expect(posts(harness, '48h').length).toBeLessThan(9)
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-21 11:05')
    expect((await harness.load(complaint)).outbox.doubtful).toBeUndefined()
  })
})
