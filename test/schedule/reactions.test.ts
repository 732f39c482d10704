import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { apply } from '../../src/complaints/transitions.ts'
import type { PlanContext } from '../../src/schedule/plan-context.ts'
import { acknowledge, currentReminders, snooze } from '../../src/schedule/reactions.ts'
import { snoozeOffers } from '../../src/schedule/snooze.ts'
import { formatTime, HOUR, MINUTE } from '../../src/time/beijing.ts'
import { at, by, corrected, given, reasonOf, recorded, upheld } from '../complaints/given.ts'
import { asUsual, live, told } from './post-all.ts'

const due = '2026-11-23T02:30:00.000Z'
const lived = (until: string, context = asUsual) =>
  live(recorded(), at('2026-11-20 11:00'), at(until) + 1, context).complaint
const posted = (complaint: Complaint, from: string, until: string, context = asUsual) =>
  live(complaint, at(from), at(until), context).posted.map(told)
const offers = (complaint: Complaint, reminder: string, time: string, context: PlanContext = asUsual) => {
  const place = currentReminders(complaint, context, at(time)).get(reminder)
  return place ? snoozeOffers(place, context.settings.quiet, at(time)).map(formatTime) : []
}

describe('Got it', () => {
  it('records the person and the time at the current reminder, and never cancels the next', () => {
    const seen = acknowledge(lived('2026-11-22 10:30'), undefined, asUsual, by('2026-11-22 10:40'))
    expect(seen.history[1]).toEqual({
      step: { type: 'acknowledged', rung: `evidence:24h:${due}` },
      at: at('2026-11-22 10:40'),
      by: 'U0XIAOYU',
    })
    expect(posted(seen, '2026-11-22 10:40', '2026-11-24 08:01')).toEqual([
      '2026-11-22 18:00 evidence safe-day',
      '2026-11-22 21:30 evidence 6h',
      '2026-11-23 04:30 evidence 6h+channel',
      '2026-11-23 09:30 evidence 1h',
      '2026-11-23 09:50 evidence 1h+channel',
      '2026-11-23 10:30 evidence due',
      '2026-11-24 08:00 evidence missed',
    ])
  })

  it('of a second person is refused with the name of the first; a repeated delivery changes nothing', () => {
    const seen = acknowledge(lived('2026-11-22 10:30'), undefined, asUsual, by('2026-11-22 10:40', 'a'))
    expect(acknowledge(seen, undefined, asUsual, by('2026-11-22 10:41', 'a'))).toBe(seen)
    expect(reasonOf(() => acknowledge(seen, undefined, asUsual, by('2026-11-22 10:41', 'b')))).toEqual({
      code: 'already-acknowledged',
      id: 'H-7K3Q',
      reminder: `evidence:24h:${due}`,
      by: 'U0XIAOYU',
      at: at('2026-11-22 10:40'),
    })
  })

  it('at an overtaken reminder is refused with the one that applies now', () => {
    const late = lived('2026-11-22 18:00')
    expect(reasonOf(() => acknowledge(late, `evidence:24h:${due}`, asUsual, by('2026-11-22 18:01')))).toEqual(
      {
        code: 'overtaken',
        id: 'H-7K3Q',
        reminder: `evidence:24h:${due}`,
        standing: [`evidence:safe-day:${due}`],
      },
    )
    const done = apply(late, { type: 'answered' }, by('2026-11-22 18:02'))
    expect(
      reasonOf(() => acknowledge(done, `evidence:24h:${due}`, asUsual, by('2026-11-22 18:03'))),
    ).toMatchObject({
      code: 'overtaken',
      standing: [],
    })
    expect(reasonOf(() => acknowledge(done, undefined, asUsual, by('2026-11-22 18:03')))).toMatchObject({
      code: 'nothing-stands',
    })
  })

  it('typed, acknowledges all current reminders that are not acknowledged yet', () => {
    const missed = lived('2026-11-24 10:00')
    const first = acknowledge(missed, `evidence:missed:${due}`, asUsual, by('2026-11-24 10:01'))
    const both = acknowledge(first, undefined, asUsual, by('2026-11-24 10:02'))
    expect(both.history.slice(first.history.length).map(({ step }) => step)).toEqual([
      { type: 'acknowledged', rung: 'decision:2026-11-24:2026-11-24T02:00:00.000Z' },
    ])
  })

  it('does not change the state, even at the last reminder', () => {
    const seen = acknowledge(lived('2026-11-23 09:30'), undefined, asUsual, by('2026-11-23 09:31'))
    expect(seen.state).toEqual({ status: 'awaiting-evidence' })
    expect(posted(seen, '2026-11-23 09:31', '2026-11-24 08:01')).toEqual([
      '2026-11-23 10:30 evidence due',
      '2026-11-24 08:00 evidence missed',
    ])
  })
})

describe('Putting off', () => {
  const reminder24 = `evidence:24h:${due}`

  it('offers times by day that leave half an hour before the next reminder', () => {
    // 24 hours before is 10:30, the next one at 18:00.
    const complaint = lived('2026-11-22 10:30')
    expect(offers(complaint, reminder24, '2026-11-22 10:30')).toEqual([
      '2026-11-22 11:30',
      '2026-11-22 13:30',
    ])
    expect(offers(complaint, reminder24, '2026-11-22 16:29')).toEqual(['2026-11-22 17:29'])
    expect(offers(complaint, reminder24, '2026-11-22 16:30')).toEqual(['2026-11-22 17:30'])
    expect(offers(complaint, reminder24, '2026-11-22 16:31')).toEqual([])
  })

  it('offers longer times when the next reminder is days away', () => {
    const open = live(given.penalized(), at('2026-12-03 08:00'), at('2026-12-03 09:30'), asUsual).complaint
    expect(offers(open, 'appeal:7d:2026-12-10T01:00:00.000Z', '2026-12-03 09:30')).toEqual([
      '2026-12-03 10:30',
      '2026-12-03 12:30',
      '2026-12-03 18:00',
      '2026-12-04 09:00',
      '2026-12-05 09:00',
    ])
  })

  it.each([
    ['6h', '2026-11-22 21:30'],
    ['1h', '2026-11-23 09:30'],
    ['missed', '2026-11-24 08:00'],
  ])('is not offered %s before, nor accepted', (name, time) => {
    const complaint = lived(time)
    const reminder = `evidence:${name}:${due}`
    expect([...currentReminders(complaint, asUsual, at(time)).keys()]).toContain(reminder)
    expect(offers(complaint, reminder, time)).toEqual([])
    const until = at(time) + 10 * MINUTE
    expect(reasonOf(() => snooze(complaint, { reminder, until }, asUsual, by(time)))).toMatchObject({
      code: 'cannot-snooze',
      offers: [],
    })
  })

  it('brings the reminder back under a new key, and the next one still comes at its time', () => {
    const later = snooze(
      lived('2026-11-22 10:30'),
      { until: at('2026-11-22 15:00') },
      asUsual,
      by('2026-11-22 10:40'),
    )
    expect(posted(later, '2026-11-22 10:40', '2026-11-22 18:01')).toEqual([
      '2026-11-22 15:00 evidence 24h@2026-11-22T07:00:00.000Z',
      '2026-11-22 18:00 evidence safe-day',
    ])
  })

  it('again replaces the time chosen before, and a reminder that came back can be put off once more', () => {
    const first = snooze(
      lived('2026-11-22 10:30'),
      { until: at('2026-11-22 15:00') },
      asUsual,
      by('2026-11-22 10:40'),
    )
    const second = snooze(first, { until: at('2026-11-22 12:00') }, asUsual, by('2026-11-22 10:41'))
    const back = live(second, at('2026-11-22 10:41'), at('2026-11-22 12:01'), asUsual)
    expect(back.posted.map(told)).toEqual(['2026-11-22 12:00 evidence 24h@2026-11-22T04:00:00.000Z'])
    const reminder = `evidence:24h@2026-11-22T04:00:00.000Z:${due}`
    const third = snooze(
      back.complaint,
      { reminder, until: at('2026-11-22 14:00') },
      asUsual,
      by('2026-11-22 12:05'),
    )
    expect(posted(third, '2026-11-22 12:05', '2026-11-22 17:00')).toEqual([
      '2026-11-22 14:00 evidence 24h@2026-11-22T06:00:00.000Z',
    ])
  })

  it('is undone by Got it', () => {
    const later = snooze(
      lived('2026-11-22 10:30'),
      { until: at('2026-11-22 15:00') },
      asUsual,
      by('2026-11-22 10:40'),
    )
    const seen = acknowledge(later, reminder24, asUsual, by('2026-11-22 11:00'))
    expect(posted(seen, '2026-11-22 11:00', '2026-11-22 17:59')).toEqual([])
  })

  it.each([
    ['2026-11-22 10:39', 'a time that has passed'],
    ['2026-11-22 17:31', 'too near to the next one'],
    ['2026-11-25 09:00', 'after the deadline'],
  ])('until %s, %s, is refused with the possible times', until => {
    expect(
      reasonOf(() =>
        snooze(lived('2026-11-22 10:30'), { until: at(until) }, asUsual, by('2026-11-22 10:40')),
      ),
    ).toEqual({
      code: 'cannot-snooze',
      id: 'H-7K3Q',
      until: at(until),
      offers: [at('2026-11-22 11:40'), at('2026-11-22 13:40')],
    })
  })

  it('into quiet hours is refused, to the minute', () => {
    const open = live(given.penalized(), at('2026-12-03 08:00'), at('2026-12-03 09:30'), asUsual).complaint
    const until = (time: string) =>
      reasonOf(() => snooze(open, { until: at(time) }, asUsual, by('2026-12-03 09:30'))).code
    expect(until('2026-12-03 21:59')).toBe('accepted')
    expect(until('2026-12-03 22:00')).toBe('cannot-snooze')
    expect(until('2026-12-04 07:59')).toBe('cannot-snooze')
    expect(until('2026-12-04 08:00')).toBe('accepted')
  })

  it('waits for the morning when quiet hours are moved over it, unless the next reminder comes first', () => {
    const open = live(given.penalized(), at('2026-12-03 08:00'), at('2026-12-03 09:30'), asUsual).complaint
    const later = snooze(open, { until: at('2026-12-03 20:00') }, asUsual, by('2026-12-03 09:30'))
    const early = { ...asUsual, settings: { ...asUsual.settings, quiet: { start: 19 * 60, end: 8 * 60 } } }
    expect(posted(later, '2026-12-03 09:30', '2026-12-04 10:00', early)).toEqual([
      '2026-12-04 08:00 appeal 7d@2026-12-03T12:00:00.000Z',
    ])
  })

  it('is dropped when a correction moves the deadline', () => {
    const later = snooze(
      lived('2026-11-22 10:30'),
      { until: at('2026-11-22 15:00') },
      asUsual,
      by('2026-11-22 10:40'),
    )
    const moved = corrected(later, { 'evidence-due': at('2026-11-25 12:00') }, '2026-11-22 11:00')
    expect(posted(moved, '2026-11-22 11:00', '2026-11-22 20:00')).toEqual([])
  })

  it('of a question lasts until half an hour before the next', () => {
    const asked = lived('2026-11-24 10:00')
    const reminder = 'decision:2026-11-24:2026-11-24T02:00:00.000Z'
    expect(offers(asked, reminder, '2026-11-24 10:00').at(-1)).toBe('2026-11-25 09:00')
    const later = snooze(asked, { until: at('2026-11-24 16:00') }, asUsual, by('2026-11-24 10:01'))
    expect(posted(later, '2026-11-24 10:01', '2026-11-25 10:01')).toEqual([
      '2026-11-24 16:00 decision 2026-11-24@2026-11-24T08:00:00.000Z',
      '2026-11-25 10:00 decision 2026-11-25',
    ])
  })

  it('never reaches into the last six hours of a window', () => {
    for (const hour of Array.from({ length: 60 }, (_, n) => n)) {
      const now = at('2026-11-21 10:30') + hour * HOUR
      const complaint = live(recorded(), at('2026-11-20 11:00'), now + 1, asUsual).complaint
      const last = at('2026-11-23 04:30') - 30 * MINUTE
      for (const [reminder, place] of currentReminders(complaint, asUsual, now))
        if (reminder.startsWith('evidence'))
          for (const until of snoozeOffers(place, asUsual.settings.quiet, now))
            expect(until).toBeLessThanOrEqual(last)
    }
  })
})

it('The end of a block and a lapsed appeal can be acknowledged though the complaint is closed', () => {
  const open = apply(given.answered(), { ...upheld, blockDays: 7 }, by('2026-11-25 10:00'))
  const { complaint } = live(open, at('2026-11-25 10:00'), at('2026-12-12 09:00'), asUsual)
  const seen = acknowledge(complaint, undefined, asUsual, by('2026-12-12 09:00'))
  expect(
    seen.history.slice(-2).map(({ step }) => 'rung' in step && step.rung.split(':').slice(0, 2).join(' ')),
  ).toEqual(['appeal lapsed', 'block ended'])
})
