import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addCivilDays,
  atHour,
  DAY,
  dayOf,
  dayStart,
  endOfDay,
  firstHourFrom,
  formatEnd,
  formatTime,
  HOUR,
  isWeekend,
  parseTime,
  startOfDay,
} from '../../src/time/beijing.ts'

const utc = (text: string) => Date.parse(text)
const inCentury = fc.integer({ min: utc('2000-01-02T00:00:00Z'), max: utc('2100-12-30T00:00:00Z') })

describe('the Beijing day', () => {
  it('begins at 16:00 UTC of the day before', () => {
    expect(startOfDay(utc('2026-11-20T02:30:00Z'))).toBe(utc('2026-11-19T16:00:00Z'))
    expect(dayStart('2026-11-20')).toBe(utc('2026-11-19T16:00:00Z'))
  })

  it('changes at midnight and not a millisecond earlier', () => {
    const midnight = utc('2026-11-20T16:00:00Z')
    expect(dayOf(midnight - 1)).toBe('2026-11-20')
    expect(dayOf(midnight)).toBe('2026-11-21')
    expect(startOfDay(midnight)).toBe(midnight)
    expect(endOfDay(midnight - 1)).toBe(midnight)
    expect(endOfDay(midnight)).toBe(midnight + DAY)
  })

  it('holds every instant between its start and its exclusive end', () => {
    fc.assert(
      fc.property(inCentury, t => {
        expect(startOfDay(t)).toBeLessThanOrEqual(t)
        expect(endOfDay(t)).toBeGreaterThan(t)
        expect(endOfDay(t) - startOfDay(t)).toBe(DAY)
        expect(dayStart(dayOf(t))).toBe(startOfDay(t))
      }),
    )
  })

  it('refuses the start of a day that does not exist', () => {
    for (const day of ['2026-02-29', '2026-2-1', 'today', '']) expect(() => dayStart(day)).toThrow(RangeError)
  })

  it('counts days over the ends of months and years, both ways', () => {
    expect(addCivilDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addCivilDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addCivilDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addCivilDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(addCivilDays('2026-11-20', 0)).toBe('2026-11-20')
  })

  it('knows Saturdays and Sundays', () => {
    const week = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
    expect(week.map(isWeekend)).toEqual([false, true, true, false])
  })
})

describe('an hour of the Beijing day', () => {
  const ten = utc('2026-11-20T02:00:00Z')

  it('may be before or after the given instant', () => {
    expect(atHour(ten - HOUR, 10)).toBe(ten)
    expect(atHour(ten + 13 * HOUR, 10)).toBe(ten)
    expect(atHour(ten, 18)).toBe(ten + 8 * HOUR)
  })

  it('comes next today up to that hour, and tomorrow after it', () => {
    expect(firstHourFrom(ten - 1, 10)).toBe(ten)
    expect(firstHourFrom(ten, 10)).toBe(ten)
    expect(firstHourFrom(ten + 1, 10)).toBe(ten + DAY)
  })
})

describe('showing a time', () => {
  it('is in Beijing, to the minute', () => {
    expect(formatTime(utc('2026-11-23T02:30:59.999Z'))).toBe('2026-11-23 10:30')
    expect(formatTime(utc('2026-12-31T16:00:00Z'))).toBe('2027-01-01 00:00')
  })

  it('calls a midnight that ends something 24:00 of the day before', () => {
    const midnight = utc('2026-11-22T16:00:00Z')
    expect(formatEnd(midnight)).toBe('2026-11-22 24:00')
    expect(formatEnd(midnight + 1)).toBe('2026-11-23 00:00')
    expect(formatEnd(midnight - 1)).toBe('2026-11-22 23:59')
  })
})

describe('reading a time', () => {
  const halfPastTen = { ok: true, at: utc('2026-11-20T02:30:00Z') }

  it.each([
    '2026-11-20 10:30',
    '2026-11-20T10:30',
    '2026-11-20t10:30',
    '2026-11-20 10:30:00',
    '2026/11/20 10:30',
    '  2026-11-20    10:30  ',
    '2026-11-20\u00a010:30',
    '２０２６－１１－２０　１０：３０',
    '2026-11-20 10：30',
    '2026／11／20 10:30',
    '2026-11-20T02:30:00Z',
    '2026-11-20T02:30Z',
    '2026-11-20T02:30:00.000z',
    '2026-11-20T10:30+08:00',
    '2026-11-20T10:30:00+0800',
    '2026-11-20 10:30 +08:00',
    '2026-11-19T21:30-05:00',
    '2026-11-20T08:00+05:30',
  ])('reads %s as half past ten on 20 November', text => {
    expect(parseTime(text)).toEqual(halfPastTen)
  })

  it('reads one-digit months, days and hours', () => {
    expect(parseTime('2026-1-5 9:05')).toEqual({ ok: true, at: utc('2026-01-05T01:05:00Z') })
  })

  it('keeps seconds and milliseconds', () => {
    expect(parseTime('2026-11-20 10:30:59')).toEqual({ ok: true, at: utc('2026-11-20T02:30:59Z') })
    expect(parseTime('2026-11-20T02:30:59.1239Z')).toEqual({ ok: true, at: utc('2026-11-20T02:30:59.123Z') })
  })

  it('reads 24:00 as the midnight that ends the day, and nothing later', () => {
    const midnight = { ok: true, at: utc('2026-11-20T16:00:00Z') }
    expect(parseTime('2026-11-20 24:00')).toEqual(midnight)
    expect(parseTime('2026-11-20 24:00:00')).toEqual(midnight)
    expect(parseTime('2026-11-21 00:00')).toEqual(midnight)
    expect(parseTime('2026-11-20 23:59')).toEqual({ ok: true, at: midnight.at - 60_000 })
  })

  it.each([
    '2026-02-29 10:30',
    '2026-02-31 10:30',
    '2026-04-31',
    '2026-13-01 10:30',
    '2026-00-10 10:30',
    '2026-11-00 10:30',
    '2026-11-20 25:00',
    '2026-11-20 24:01',
    '2026-11-20 24:00:01',
    '2026-11-20 10:60',
    '2026-11-20 10:30:60',
    '1999-12-31 10:30',
    '2101-01-01 10:30',
    '2026-02-31T10:30:00Z',
    '2026-11-20T25:00+08:00',
    '2026-11-20T10:30+15:00',
    '2026-11-20T10:30+14:01',
    '2026-11-20T10:30+08:60',
  ])('refuses %s, which does not exist', text => {
    expect(parseTime(text)).toEqual({ ok: false, why: 'impossible' })
  })

  it('allows the days and zones just inside those bounds', () => {
    expect(parseTime('2028-02-29 10:30').ok).toBe(true)
    expect(parseTime('2000-01-01 00:00').ok).toBe(true)
    expect(parseTime('2100-12-31 24:00').ok).toBe(true)
    expect(parseTime('2026-11-20T10:30+14:00').ok).toBe(true)
    expect(parseTime('2026-11-20T10:30-12:00').ok).toBe(true)
  })

  it('reads a date as it is written in Chinese', () => {
    const at = parseTime('2026-11-05 10:30')
    for (const text of ['2026年11月5日 10:30', '2026年11月05号10：30', '２０２６年１１月５日　10:30'])
      expect(parseTime(text)).toEqual(at)
    expect(parseTime('2026年2月31日 10:30')).toEqual({ ok: false, why: 'impossible' })
  })

  it('asks for the time of day when only a date is given', () => {
    for (const text of ['2026-11-20', '2026/11/20', '２０２６－１１－２０', '2026年11月20日']) {
      expect(parseTime(text)).toEqual({ ok: false, why: 'no-time-of-day' })
    }
  })

  it.each([
    '',
    'yesterday',
    '昨天 10:30',
    '10:30',
    '20-11-2026 10:30',
    '26-11-20 10:30',
    '2026-11/20 10:30',
    '2026-11-20 10',
    '2026-11-20 10:3',
    '2026-11-2010:30',
    '2026-11-20 10:30 CST',
    '2026-11-20 10:30 x',
    '1795228200000',
  ])('does not guess at %s', text => {
    expect(parseTime(text)).toEqual({ ok: false, why: 'unreadable' })
  })

  it('reads back whatever it showed, to the minute', () => {
    fc.assert(
      fc.property(inCentury, t => {
        const minute = Math.floor(t / 60_000) * 60_000
        expect(parseTime(formatTime(t))).toEqual({ ok: true, at: minute })
        expect(parseTime(formatEnd(minute))).toEqual({ ok: true, at: minute })
        expect(parseTime(new Date(t).toISOString())).toEqual({ ok: true, at: t })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        parseTime(text)
      }),
    )
  })
})
