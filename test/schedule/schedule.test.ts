import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { reminderKey, stepName } from '../../src/complaints/reminder-step.ts'
import { type Action, apply, reopen } from '../../src/complaints/transitions.ts'
import { scheduleOf } from '../../src/schedule/schedule.ts'
import { DAY } from '../../src/time/beijing.ts'
import { appealed, at, by, corrected, given, recorded, upheld } from '../complaints/given.ts'
import { atAnyHour, live, type Posted, postAll, standingAt, told } from './post-all.ts'

/**
 * The reminders to the owner, at any hour; escalations and the advice about the buyer have their own tests.
 */
const plan = (complaint: Complaint, from: string, until: string) =>
  live(complaint, at(from), at(until))
    .posted.filter(({ reminder }) => reminder.clock !== 'contact' && !reminder.escalatedTo)
    .map(told)
const loudNames = (posted: Posted[]) =>
  posted.flatMap(({ reminder }) => (reminder.inChannel && !reminder.escalatedTo ? stepName(reminder) : []))
const doing = (complaint: Complaint, action: Action, now: string) => apply(complaint, action, by(now))

describe('The evidence window', () => {
  it('has reminders 48, 24, 6 and 1 hours before, at 18:00 of the safe day, when due and when missed', () => {
    expect(plan(recorded(), '2026-11-20 11:00', '2026-11-24 09:59')).toEqual([
      '2026-11-21 10:30 evidence 48h',
      '2026-11-22 10:30 evidence 24h',
      '2026-11-22 18:00 evidence safe-day',
      '2026-11-23 04:30 evidence 6h',
      '2026-11-23 09:30 evidence 1h',
      '2026-11-23 10:30 evidence due',
      '2026-11-24 00:00 evidence missed',
    ])
  })

  it.each([
    ['2026-11-21 10:30', [], ['evidence 48h']],
    ['2026-11-22 10:30', ['evidence 48h'], ['evidence 24h']],
    ['2026-11-22 18:00', ['evidence 24h'], ['evidence safe-day']],
    ['2026-11-23 04:30', ['evidence safe-day'], ['evidence 6h']],
    ['2026-11-23 09:30', ['evidence 6h'], ['evidence 1h']],
    ['2026-11-23 10:30', ['evidence 1h'], ['evidence due']],
    ['2026-11-23 24:00', ['evidence due'], ['evidence missed']],
  ])('comes to a step at %s, not a millisecond before', (time, before, then) => {
    const window = (now: number) =>
      standingAt(recorded(), now).filter(reminder => reminder.startsWith('evidence'))
    expect(window(at(time) - 1)).toEqual(before)
    expect(window(at(time))).toEqual(then)
  })

  it('that ends late in the evening has its safe-day step before the 24 hours', () => {
    const evening = recorded({ received: at('2026-11-20 23:30') }, '2026-11-20 23:40')
    expect(plan(evening, '2026-11-20 23:40', '2026-11-24 09:59')).toEqual([
      '2026-11-21 23:30 evidence 48h',
      '2026-11-22 18:00 evidence safe-day',
      '2026-11-22 23:30 evidence 24h',
      '2026-11-23 17:30 evidence 6h',
      '2026-11-23 22:30 evidence 1h',
      '2026-11-23 23:30 evidence due',
      '2026-11-24 00:00 evidence missed',
    ])
  })

  it('that starts at midnight has no safe day; a millisecond later it has', () => {
    const received = at('2026-11-20 00:00')
    const reminders = (start: number) =>
      plan(recorded({ received: start }, '2026-11-20 11:00'), '2026-11-20 11:00', '2026-11-24 09:59')
    expect(reminders(received)).toEqual([
      '2026-11-21 00:00 evidence 48h',
      '2026-11-22 00:00 evidence 24h',
      '2026-11-22 18:00 evidence 6h',
      '2026-11-22 23:00 evidence 1h',
      '2026-11-23 00:00 evidence due',
      // The latest reading of a due time at 00:00 is the end of that day.
      '2026-11-24 00:00 evidence missed',
    ])
    expect(reminders(received + 1)).toContain('2026-11-22 18:00 evidence safe-day')
    expect(reminders(received - 1)).toContain('2026-11-21 18:00 evidence safe-day')
  })

  it('read on the page has no safe day, and is missed when due', () => {
    const page = recorded({ due: at('2026-11-23 20:00') })
    expect(plan(page, '2026-11-20 11:00', '2026-11-24 09:59')).toEqual([
      '2026-11-21 20:00 evidence 48h',
      '2026-11-22 20:00 evidence 24h',
      '2026-11-23 14:00 evidence 6h',
      '2026-11-23 19:00 evidence 1h',
      '2026-11-23 20:00 evidence missed',
    ])
    expect(standingAt(page, at('2026-11-23 20:00') - 1)).toEqual(['evidence 1h'])
  })

  it.each([
    ['2026-11-21 10:29', []],
    ['2026-11-22 17:00', ['evidence 24h']],
    ['2026-11-23 10:00', ['evidence 1h']],
    ['2026-11-23 10:29', ['evidence 1h']],
    ['2026-11-23 10:30', ['evidence due']],
    ['2026-11-23 23:59', ['evidence due']],
    ['2026-11-24 08:00', ['evidence missed']],
  ])('recorded late, at %s, has only its most urgent reminder', (now, then) => {
    const late = recorded({}, now)
    expect(plan(late, now, now)).toEqual(then.map(reminder => `${now} ${reminder}`))
  })

  it('calls the channel from 6 hours on, not before', () => {
    const loud = live(recorded(), at('2026-11-20 11:00'), at('2026-11-24 09:00')).posted
    expect(loudNames(loud)).toEqual(['6h', '1h', 'due', 'missed'])
  })

  it('has no more reminders once the answer is handed in', () => {
    expect(plan(given.answered(), '2026-11-21 09:00', '2026-11-25 09:59')).toEqual([])
  })

  it('that is corrected has new reminders for the new deadline, under other keys', () => {
    const before = live(recorded(), at('2026-11-20 11:00'), at('2026-11-22 12:00')).complaint
    const moved = corrected(
      before,
      { received: at('2026-11-21 10:30'), filed: at('2026-11-19 09:00') },
      '2026-11-22 12:00',
    )
    expect(plan(moved, '2026-11-22 12:00', '2026-11-23 12:00')).toEqual([
      '2026-11-22 12:00 evidence 48h',
      '2026-11-23 10:30 evidence 24h',
    ])
    const keys = Object.keys(before.outbox.sent).filter(key => key.startsWith('evidence'))
    expect(keys).toEqual(['evidence:48h:2026-11-23T02:30:00.000Z', 'evidence:24h:2026-11-23T02:30:00.000Z'])
  })
})

describe('The question whether there is a decision', () => {
  const questions = (complaint: Complaint, from: string, until: string) =>
    plan(complaint, from, until).filter(line => line.includes('decision'))

  it('is asked from the first 10:00 after the evidence deadline when nothing was handed in', () => {
    expect(questions(recorded(), '2026-11-20 11:00', '2026-11-26 10:01')).toEqual([
      '2026-11-24 10:00 decision 2026-11-24',
      '2026-11-25 10:00 decision 2026-11-25',
      '2026-11-26 10:00 decision 2026-11-26',
    ])
    expect(standingAt(recorded(), at('2026-11-24 10:00') - 1)).toEqual(['evidence missed'])
    expect(standingAt(recorded(), at('2026-11-24 10:00'))).toEqual(['evidence missed', 'decision 2026-11-24'])
  })

  it('is asked from 10:00 of the expected day when the answer was handed in before it', () => {
    // Filed Thursday 19, so the fourth working day is Wednesday 25.
    expect(questions(given.answered(), '2026-11-21 09:00', '2026-11-26 10:01')).toEqual([
      '2026-11-25 10:00 decision 2026-11-25',
      '2026-11-26 10:00 decision 2026-11-26',
    ])
    expect(standingAt(given.answered(), at('2026-11-25 10:00') - 1)).toEqual([])
  })

  it.each([
    ['2026-11-27 09:59', '2026-11-27 10:00 decision 2026-11-27'],
    ['2026-11-27 10:01', '2026-11-28 10:00 decision 2026-11-28'],
  ])(
    'is asked from the first 10:00 after the answer when that came after the expected day, at %s',
    (answer, then) => {
      const late = doing(recorded(), { type: 'answered' }, answer)
      expect(questions(late, answer, '2026-11-28 10:01')[0]).toBe(then)
    },
  )

  it('waits for the day after when the complaint was recorded long after its deadline', () => {
    expect(plan(recorded({}, '2026-12-01 15:00'), '2026-12-01 15:00', '2026-12-02 10:01')).toEqual([
      '2026-12-01 15:00 evidence missed',
      '2026-12-02 10:00 decision 2026-12-02',
    ])
  })

  it('is asked on weekends and holidays too', () => {
    const october = recorded(
      { traded: undefined, filed: at('2026-09-25 09:00'), received: at('2026-09-25 09:00') },
      '2026-09-25 10:00',
    )
    const days = questions(october, '2026-09-25 10:00', '2026-10-08 11:00').map(line => line.slice(0, 16))
    expect(days).toEqual([
      ...['2026-09-29', '2026-09-30'].map(day => `${day} 10:00`),
      ...['01', '02', '03', '04', '05', '06', '07', '08'].map(day => `2026-10-${day} 10:00`),
    ])
  })

  it('is asked once a week after 30 days, and until there is one', () => {
    const asked = questions(recorded(), '2026-11-20 11:00', '2027-03-01 00:00').map(line => line.slice(0, 10))
    expect(asked.length).toBe(31 + 9)
    expect(asked.slice(29, 34)).toEqual([
      '2026-12-23',
      '2026-12-24',
      '2026-12-31',
      '2027-01-07',
      '2027-01-14',
    ])
    const upholding = doing(recorded(), { ...upheld, blockDays: 0 }, '2026-11-25 10:00')
    expect(questions(upholding, '2026-11-25 10:00', '2027-03-01 00:00')).toEqual([])
  })

  it('is asked once a day even when the evidence deadline is corrected in between', () => {
    const asked = live(recorded(), at('2026-11-20 11:00'), at('2026-11-24 11:00')).complaint
    const moved = corrected(asked, { received: at('2026-11-20 09:00') }, '2026-11-24 11:00')
    const answered = doing(moved, { type: 'answered' }, '2026-11-24 12:00')
    expect(questions(answered, '2026-11-24 11:00', '2026-11-25 09:00')).toEqual([])
  })
})

describe('The appeal', () => {
  const penalized = () => doing(given.answered(), { ...upheld, blockDays: 0 }, '2026-11-25 10:00')

  it('has reminders 7 and 3 days, 24, 6 and 1 hours before, on the safe day, when due and when it lapses', () => {
    expect(plan(penalized(), '2026-11-25 10:00', '2027-03-01 00:00')).toEqual([
      '2026-12-03 09:00 appeal 7d',
      '2026-12-07 09:00 appeal 3d',
      '2026-12-09 09:00 appeal 24h',
      '2026-12-09 18:00 appeal safe-day',
      '2026-12-10 03:00 appeal 6h',
      '2026-12-10 08:00 appeal 1h',
      '2026-12-10 09:00 appeal due',
      '2026-12-11 00:00 appeal lapsed',
    ])
  })

  it.each([
    ['2026-12-03 09:00', [], ['appeal 7d']],
    ['2026-12-07 09:00', ['appeal 7d'], ['appeal 3d']],
    ['2026-12-09 09:00', ['appeal 3d'], ['appeal 24h']],
    ['2026-12-09 18:00', ['appeal 24h'], ['appeal safe-day']],
    ['2026-12-10 03:00', ['appeal safe-day'], ['appeal 6h']],
    ['2026-12-10 08:00', ['appeal 6h'], ['appeal 1h']],
    ['2026-12-10 09:00', ['appeal 1h'], ['appeal due']],
    ['2026-12-10 24:00', ['appeal due'], ['appeal lapsed']],
  ])('comes to a step at %s, not a millisecond before', (time, before, then) => {
    expect(standingAt(penalized(), at(time) - 1)).toEqual(before)
    expect(standingAt(penalized(), at(time))).toEqual(then)
  })

  it('of the worked example, penalized at 23:30, has its safe-day before the 24 hours', () => {
    const times = { traded: undefined, filed: at('2026-11-02 09:00'), received: at('2026-11-02 09:00') }
    const complaint = recorded(times, '2026-11-02 10:00')
    const late = doing(complaint, { type: 'upheld', at: at('2026-11-09 23:30') }, '2026-11-22 12:00')
    expect(plan(late, '2026-11-22 12:00', '2026-11-26 00:00')).toEqual([
      '2026-11-22 12:00 appeal 3d',
      '2026-11-23 18:00 appeal safe-day',
      '2026-11-23 23:30 appeal 24h',
      '2026-11-24 17:30 appeal 6h',
      '2026-11-24 22:30 appeal 1h',
      '2026-11-24 23:30 appeal due',
      '2026-11-25 00:00 appeal lapsed',
    ])
  })

  it('read on the page has no other reading', () => {
    const page = doing(
      given.answered(),
      { ...upheld, blockDays: 0, dueOnPage: at('2026-12-08 18:00') },
      '2026-12-06 10:00',
    )
    expect(plan(page, '2026-12-06 10:00', '2027-03-01 00:00')).toEqual([
      '2026-12-06 10:00 appeal 3d',
      '2026-12-07 18:00 appeal 24h',
      '2026-12-08 12:00 appeal 6h',
      '2026-12-08 17:00 appeal 1h',
      '2026-12-08 18:00 appeal lapsed',
    ])
  })

  it('calls the channel from 6 hours on', () => {
    const { posted } = live(penalized(), at('2026-11-25 10:00'), at('2027-01-01 00:00'))
    expect(loudNames(posted)).toEqual(['6h', '1h', 'due', 'lapsed'])
  })

  it('kept open after it lapsed has no more steps, and is asked about every day at 10:00', () => {
    const late = doing(given.answered(), { ...upheld, blockDays: 0 }, '2026-12-12 09:00')
    const { complaint, posted } = live(late, at('2026-12-12 09:00'), at('2026-12-12 10:00'))
    expect(posted.map(told)).toEqual(['2026-12-12 09:00 appeal lapsed'])
    const open = reopen(complaint, 'the page still offers it', by('2026-12-12 10:00'))
    expect(plan(open, '2026-12-12 10:00', '2026-12-15 00:00')).toEqual([
      '2026-12-12 10:00 appeal 2026-12-12',
      '2026-12-13 10:00 appeal 2026-12-13',
      '2026-12-14 10:00 appeal 2026-12-14',
    ])
  })

  it('kept open, with its deadline then moved ahead, has all reminders of that deadline', () => {
    const open = reopen(given.lapsed(), 'the page still offers it', by('2026-12-12 10:00'))
    const ahead = corrected(open, { 'appeal-due': at('2026-12-14 18:00') }, '2026-12-12 11:00')
    expect(
      plan(ahead, '2026-12-12 11:00', '2027-03-01 00:00').filter(line => !line.includes('block')),
    ).toEqual([
      '2026-12-12 11:00 appeal 3d',
      '2026-12-13 18:00 appeal 24h',
      '2026-12-14 12:00 appeal 6h',
      '2026-12-14 17:00 appeal 1h',
      '2026-12-14 18:00 appeal lapsed',
    ])
  })
})

describe('The review of the appeal', () => {
  it('is asked for every day from 10:00 of the expected day, without end', () => {
    // Appealed Monday 30 November: the third working day is Thursday 3 December.
    const review = doing(
      doing(given.answered(), { ...upheld, blockDays: 0 }, '2026-11-25 10:00'),
      appealed,
      '2026-11-30 20:05',
    )
    const asked = plan(review, '2026-11-30 20:05', '2027-02-01 00:00')
    expect(asked[0]).toBe('2026-12-03 10:00 review 2026-12-03')
    expect(asked).toHaveLength(60)
    expect(standingAt(review, at('2026-12-03 10:00') - 1)).toEqual([])
    expect(standingAt(review, at('2026-12-03 10:00'))).toEqual(['review 2026-12-03'])
    const over = doing(review, { type: 'maintained' }, '2026-12-05 12:00')
    expect(plan(over, '2026-12-05 12:00', '2027-02-01 00:00')).toEqual([])
  })
})

describe("The end of a shop's block", () => {
  it('is announced once, at its time, during the appeal or after closing', () => {
    const end = '2026-12-02 09:00 block ended'
    expect(plan(given.penalized(), '2026-11-25 10:00', '2026-12-02 09:01')).toEqual([end])
    expect(standingAt(given.penalized(), at('2026-12-02 09:00') - 1)).toEqual([])
    const review = apply(
      given.penalized(),
      { ...appealed, at: at('2026-11-26 09:00') },
      by('2026-11-26 09:00'),
    )
    const over = doing(review, { type: 'overturned' }, '2026-11-27 09:00')
    expect(plan(over, '2026-11-27 09:00', '2027-03-01 00:00')).toEqual([end])
  })

  it('is announced if the penalty is recorded by then, and not if it is recorded later', () => {
    const action = { ...upheld, dueOnPage: at('2027-01-01 00:00') }
    const recordedAt = (time: number) =>
      postAll(apply(given.answered(), action, by(time)), time).posted.map(told)
    expect(recordedAt(at('2026-12-02 09:00'))).toEqual(['2026-12-02 09:00 block ended'])
    expect(recordedAt(at('2026-12-02 09:00') + 1)).toEqual([])
  })

  it('is not announced for a penalty without a block', () => {
    const { blockDays: _, ...without } = upheld
    expect(
      plan(doing(given.answered(), without, '2026-11-25 10:00'), '2026-11-25 10:00', '2026-12-03 08:00'),
    ).toEqual([])
  })
})

describe('A record that was discarded', () => {
  it('has no more reminders, whatever it was waiting for', () => {
    for (const make of [given.awaiting, given.missed, given.answered, given.penalized, given.underReview]) {
      const start = make()
      const now = (start.history.at(-1)?.at ?? 0) + DAY
      const gone = apply(start, { type: 'discarded', why: 'typed twice' }, by(now))
      expect(live(gone, now, now + 200 * DAY).posted).toEqual([])
    }
  })
})

describe('The key of a reminder', () => {
  it('holds its clock, step and due time, so a moved deadline makes another', () => {
    const [place] = scheduleOf(recorded(), atAnyHour, at('2026-11-22 10:30'))
    expect(place?.current && reminderKey(place.current)).toBe('evidence:24h:2026-11-23T02:30:00.000Z')
  })
})
