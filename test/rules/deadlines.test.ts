import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedBy, windowOf } from '../../src/rules/deadlines.ts'
import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { createCalendar } from '../../src/rules/working-days.ts'
import { DAY, formatEnd, formatTime, parseTime, startOfDay } from '../../src/time/beijing.ts'
import { compareInTimeZones } from './time-zones.ts'

const calendar = createCalendar(loadHolidays())

function at(text: string): number {
  const time = parseTime(text)
  if (!time.ok) throw new Error(`${text} is ${time.why}`)
  return time.at
}

function readings(start: string, days: number) {
  const { due, safe, latest } = windowOf(at(start), days)
  return { due: formatTime(due), safe: formatEnd(safe), latest: formatEnd(latest) }
}

describe('a window of plain days', () => {
  it('gives three times 24 hours for the evidence, and a safe and a latest reading', () => {
    expect(readings('2026-11-20 10:30', 3)).toEqual({
      due: '2026-11-23 10:30',
      safe: '2026-11-22 24:00',
      latest: '2026-11-23 24:00',
    })
  })

  it('gives fifteen times 24 hours for the appeal', () => {
    expect(readings('2026-11-09 23:30', 15)).toEqual({
      due: '2026-11-24 23:30',
      safe: '2026-11-23 24:00',
      latest: '2026-11-24 24:00',
    })
  })

  it('has a safe reading equal to due when it starts at midnight, and a day earlier a minute before', () => {
    expect(readings('2026-11-20 00:00', 3)).toEqual({
      due: '2026-11-23 00:00',
      safe: '2026-11-22 24:00',
      latest: '2026-11-23 24:00',
    })
    expect(readings('2026-11-19 23:59', 3)).toEqual({
      due: '2026-11-22 23:59',
      safe: '2026-11-21 24:00',
      latest: '2026-11-22 24:00',
    })
  })

  it('runs over the end of a year', () => {
    expect(readings('2026-12-30 08:00', 3).due).toBe('2027-01-02 08:00')
  })

  it("is exactly what the platform's page shows, whatever the days say", () => {
    const page = at('2026-11-23 24:00')
    const window = windowOf(at('2026-11-20 10:30'), 3, page)
    expect(window).toEqual({ due: page, safe: page, latest: page, fromPage: true })
    expect(windowOf(at('2026-11-20 10:30'), 3).fromPage).toBe(false)
  })

  const start = fc.integer({ min: at('2020-01-01 00:00'), max: at('2030-12-31 24:00') })
  const midnights = start.map(startOfDay)
  const days = fc.integer({ min: 1, max: 30 })

  it('keeps its readings in order: within the day before due, due, within the day after', () => {
    fc.assert(
      fc.property(fc.oneof(start, midnights), days, (from, count) => {
        const { due, safe, latest } = windowOf(from, count)
        expect(safe).toBeGreaterThan(due - DAY)
        expect(safe).toBeLessThanOrEqual(due)
        expect(safe === due).toBe(startOfDay(from) === from)
        expect(latest).toBeGreaterThan(due)
        expect(latest).toBeLessThanOrEqual(due + DAY)
        expect(safe).toBe(startOfDay(safe))
        expect(latest).toBe(startOfDay(latest))
      }),
    )
  })

  it('never ends earlier for starting later, or for being longer', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 3 * DAY }), days, (from, later, count) => {
        const first = windowOf(from, count)
        for (const second of [windowOf(from + later, count), windowOf(from, count + 1)]) {
          expect(second.due).toBeGreaterThanOrEqual(first.due)
          expect(second.safe).toBeGreaterThanOrEqual(first.safe)
          expect(second.latest).toBeGreaterThanOrEqual(first.latest)
        }
      }),
    )
  })
})

describe('an answer expected within working days', () => {
  const expected = (start: string, workingDays: number) => {
    const { by, day, provisional } = expectedBy(at(start), workingDays, calendar)
    return { by: formatEnd(by), day, provisional }
  }

  it.each([
    ['filed before National Day', '2026-09-30 18:00', 4, '2026-10-12', false],
    ['filed before Chinese New Year', '2026-02-13 09:00', 4, '2026-02-26', false],
    ['filed before a year without a notice', '2026-12-29 10:00', 4, '2027-01-05', true],
    ['appealed before Labour Day', '2026-04-30 20:00', 3, '2026-05-08', false],
    ['filed in an ordinary week', '2026-11-16 09:00', 4, '2026-11-20', false],
    ['filed on a Saturday', '2026-11-21 09:00', 4, '2026-11-26', false],
  ])('%s, %s + %i ends with %s', (_, start, workingDays, day, provisional) => {
    expect(expected(start, workingDays)).toEqual({ by: `${day} 24:00`, day, provisional })
  })

  it('counts from the Beijing day, whose last minute and first minute differ by a working day', () => {
    expect(expected('2026-11-16 23:59', 1).day).toBe('2026-11-17')
    expect(expected('2026-11-17 00:00', 1).day).toBe('2026-11-18')
  })

  it('is provisional only if a day of a year without a notice is counted', () => {
    expect(expected('2026-12-29 10:00', 2)).toMatchObject({ day: '2026-12-31', provisional: false })
    expect(expected('2026-12-29 10:00', 3)).toMatchObject({ day: '2027-01-04', provisional: true })
  })

  it('stays provisional when it ends in a later year with a notice', () => {
    expect(expected('2019-12-30 10:00', 3)).toMatchObject({ day: '2020-01-03', provisional: true })
    expect(expected('2019-12-31 10:00', 2)).toMatchObject({ day: '2020-01-03', provisional: false })
  })

  it('comes on a working day after the start, and never earlier for a later start', () => {
    const start = fc.integer({ min: at('2020-01-01 00:00'), max: at('2030-12-31 24:00') })
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 9 * DAY }),
        (from, count, later) => {
          const estimate = expectedBy(from, count, calendar)
          expect(calendar(estimate.day).working).toBe(true)
          expect(estimate.by).toBeGreaterThan(from + count * DAY)
          expect(expectedBy(from + later, count, calendar).by).toBeGreaterThanOrEqual(estimate.by)
        },
      ),
    )
  })
})

compareInTimeZones(5_000)
