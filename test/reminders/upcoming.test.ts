import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { settle } from '../../src/complaints/settle.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { deliveryFailed } from '../../src/reminders/delivery/failure-state.ts'
import { upcoming } from '../../src/reminders/scheduler/upcoming.ts'
import { DAY, HOUR, SECOND } from '../../src/time/beijing.ts'
import { at, by, given, recorded } from '../complaints/given.ts'
import { atAnyHour, live, postAll, told } from '../schedule/post-all.ts'

/** The upcoming reminders of a complaint at `time`, after everything due by then has been posted. */
const announced = (complaint: Complaint, time: string | number) => {
  const now = typeof time === 'string' ? at(time) : time
  return upcoming(postAll(complaint, now).complaint, atAnyHour, now).map(told)
}

describe('The upcoming reminders of a complaint', () => {
  it('are at first all those until its window closes', () => {
    expect(announced(recorded(), '2026-11-20 11:00')).toEqual([
      '2026-11-20 12:00 contact buyer',
      '2026-11-21 10:30 evidence 48h',
      '2026-11-22 10:30 evidence 24h',
      '2026-11-22 18:00 evidence safe-day',
      '2026-11-23 04:30 evidence 6h',
      '2026-11-23 09:30 evidence 1h',
      '2026-11-23 10:30 evidence due',
      '2026-11-24 00:00 evidence missed',
    ])
  })

  it('include a reminder up to a millisecond before its time', () => {
    expect(announced(recorded(), at('2026-11-23 04:30') - 1)[0]).toBe('2026-11-23 04:30 evidence 6h')
    expect(announced(recorded(), '2026-11-23 04:30')[0]).not.toContain('6h ')
  })

  it('include a daily question only once', () => {
    expect(announced(given.missed(), '2026-11-25 12:00')).toEqual(['2026-11-26 10:00 decision 2026-11-26'])
  })

  it('include only the one that will be posted of several at the same moment', () => {
    const due = at('2026-11-23 24:00')
    const both = announced(recorded({ due }), '2026-11-22 20:00')
    const { posted } = live(recorded({ due }), at('2026-11-22 20:00'), due + 1)
    // Escalations are not announced, because they depend on whether anyone answers.
    const reminders = posted.filter(({ reminder }) => !reminder.escalatedTo).map(told)
    expect(both).toEqual(reminders.slice(-both.length))
  })

  it('begin with a reminder that Slack refused, at the time of its next attempt', () => {
    const now = at('2026-11-22 10:30')
    const { complaint } = postAll(recorded(), now - 1)
    const refused = { kind: 'refused', error: 'is_archived' } as const
    const held = deliveryFailed(complaint, 'evidence:24h:2026-11-23T02:30:00.000Z', refused, now)
    const [first, second] = upcoming(held, atAnyHour, now)
    expect(first).toMatchObject({ reminder: { base: '24h', at: now }, at: now + 2 * SECOND })
    expect(second).toMatchObject({ reminder: { base: 'safe-day' }, at: at('2026-11-22 18:00') })
  })

  it('are none once the record is discarded', () => {
    const gone = apply(recorded(), { type: 'discarded', why: 'typed twice' }, by('2026-11-20 12:00'))
    expect(announced(gone, '2026-11-20 12:00')).toEqual([])
  })
})

describe('Upcoming reminders are posted at their times, and none before the first', () => {
  it.each(Object.entries(given))('for a complaint that is %s, at any hour', (_, make) => {
    const complaint = make()
    const start = complaint.history.at(-1)?.at ?? 0
    for (let now = start; now < start + 20 * DAY; now += 13 * HOUR) {
      const { complaint: then } = postAll(settle(complaint, now), now)
      const posted = live(then, now, now + 40 * DAY).posted.map(told)
      const said = upcoming(then, atAnyHour, now).map(told)
      expect(posted).toEqual(expect.arrayContaining(said))
      expect(said[0]).toBe(posted[0])
    }
  })
})
