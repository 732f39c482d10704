import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { type HolidayTable, loadHolidays, parseHolidays } from '../../src/rules/holiday-table.ts'
import lunarFestivals from '../../src/rules/lunar-festivals.json' with { type: 'json' }
import { statutoryHolidays } from '../../src/rules/statutory-holidays.ts'
import { createCalendar } from '../../src/rules/working-days.ts'
import { addCivilDays, isWeekend } from '../../src/time/beijing.ts'

type Festival = 'newYear' | 'dragonBoat' | 'midAutumn' | 'qingming'

const shipped = loadHolidays()
const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('a year with a published notice', () => {
  const calendar = createCalendar(shipped)

  it('works on make-up Saturdays and Sundays and rests on the days off', () => {
    expect(calendar('2026-02-14')).toEqual({ working: true, provisional: false })
    expect(calendar('2026-02-15')).toEqual({ working: false, provisional: false })
    expect(calendar('2026-02-23')).toEqual({ working: false, provisional: false })
    expect(calendar('2026-02-24')).toEqual({ working: true, provisional: false })
    expect(calendar('2026-09-20')).toEqual({ working: true, provisional: false })
  })

  it('rests on other weekends and works on other weekdays', () => {
    expect(calendar('2026-11-21').working).toBe(false)
    expect(calendar('2026-11-22').working).toBe(false)
    expect(calendar('2026-11-23').working).toBe(true)
  })

  it('is shipped for 2020 to 2026, each with its source', () => {
    expect(Object.keys(shipped)).toEqual(years(2020, 2026).map(String))
    for (const year of Object.values(shipped)) expect(year.notice).toMatch(/^https:\/\/www\.gov\.cn\//)
  })

  it('names the days that chinese-days publishes, and no others', () => {
    for (const [year, { off, work }] of Object.entries(shipped)) {
      expect(off).toEqual(
        Object.keys(published.holidays)
          .filter(day => day.startsWith(year))
          .sort(),
      )
      expect(work).toEqual(
        Object.keys(published.workdays)
          .filter(day => day.startsWith(year))
          .sort(),
      )
    }
  })
})

describe('a year without a notice', () => {
  const calendar = createCalendar(shipped)

  it('is provisional from its first day', () => {
    expect(calendar('2026-12-31').provisional).toBe(false)
    expect(calendar('2027-01-01')).toEqual({ working: false, provisional: true })
    expect(calendar('2019-12-31').provisional).toBe(true)
  })

  it('rests on weekends and the statutory holidays only', () => {
    const year = Array.from({ length: 365 }, (_, index) => addCivilDays('2027-01-01', index))
    expect(year.filter(day => !calendar(day).working && !isWeekend(day))).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-08',
      '2027-04-05',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
    ])
    expect(year.filter(day => isWeekend(day) && calendar(day).working)).toEqual([])
  })

  it('has the lunar holidays and Qingming where chinese-days puts them, 2004 to 2050', () => {
    for (const { year, newYear, dragonBoat, midAutumn, qingming } of festivalsOfChineseDays(2004, 2050)) {
      const solar = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map(day => `${year}-${day}`)
      const eveAndNewYear = [-1, 0, 1, 2].map(offset => addCivilDays(newYear, offset))
      const expected = new Set([...solar, ...eveAndNewYear, qingming, dragonBoat, midAutumn])
      expect([...statutoryHolidays(year)].sort()).toEqual([...expected].sort())
    }
  })

  it('has the lunar days of the Intl calendar, except two New Years that are wrong there', () => {
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'Asia/Shanghai',
      month: 'numeric',
      day: 'numeric',
    })
    const disagreements = Object.entries(lunarFestivals).flatMap(
      ([year, { newYear, dragonBoat, midAutumn }]) =>
        [
          { day: `${year}-${newYear}`, month: '1', date: '1' },
          { day: `${year}-${dragonBoat}`, month: '5', date: '5' },
          { day: `${year}-${midAutumn}`, month: '8', date: '15' },
        ].filter(({ day, month, date }) => {
          const parts = lunar.formatToParts(new Date(`${day}T12:00:00+08:00`))
          const value = (type: string) => parts.find(part => part.type === type)?.value
          return value('month') !== month || value('day') !== date
        }),
    )
    const known = ['2027-02-06', '2030-02-03']
    expect(disagreements.map(({ day }) => day).filter(day => !known.includes(day))).toEqual([])
    expect(Object.keys(lunarFestivals)).toEqual(years(2000, 2099).map(String))
  })

  it('takes off only weekdays that the notices of 2008 to 2026 took off too', () => {
    // The eve has been statutory since 2025 (before, it was off by arrangement in most years), like 2 May.
    for (const year of years(2008, 2026)) {
      const missing = [...statutoryHolidays(year)].filter(
        day => !isWeekend(day) && !(day in published.holidays),
      )
      const newYear = Object.entries(lunarFestivals).find(([key]) => key === String(year))?.[1].newYear
      const eve = addCivilDays(`${year}-${newYear}`, -1)
      const statutoryBefore2025 = missing.filter(day => day !== eve && !day.endsWith('-05-02'))
      expect(year < 2025 ? statutoryBefore2025 : missing).toEqual([])
    }
  })
})

/** Runs chinese-days in a process with Beijing time: on hosts west of UTC its functions are a day off. */
function festivalsOfChineseDays(from: number, to: number): (Record<Festival, string> & { year: number })[] {
  const script = `
    const { getSolarDateFromLunar, getSolarTermDate } = require('chinese-days')
    const years = Array.from({ length: ${to - from + 1} }, (_, index) => ${from} + index)
    console.log(JSON.stringify(years.map(year => ({
      year,
      newYear: getSolarDateFromLunar(year + '-01-01').date,
      dragonBoat: getSolarDateFromLunar(year + '-05-05').date,
      midAutumn: getSolarDateFromLunar(year + '-08-15').date,
      qingming: getSolarTermDate(year, 4, 'pure_brightness'),
    }))))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=commonjs', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Asia/Shanghai' },
    }),
  )
}

describe("an operator's table", () => {
  const valid = { off: ['2027-01-01', '2027-02-05'], work: ['2027-02-20'] }
  const parse = (table: unknown) => () => parseHolidays(JSON.stringify(table), 'holidays-2027.json')

  it('adds a year, which is then no longer provisional, or replaces a whole year', () => {
    const directory = mkdtempSync(join(tmpdir(), 'holidays-'))
    const path = join(directory, 'newer.json')
    writeFileSync(path, `\uFEFF${JSON.stringify({ 2027: valid, 2026: { off: ['2026-01-01'], work: [] } })}`)
    const calendar = createCalendar(loadHolidays(path))
    rmSync(directory, { recursive: true })
    expect(calendar('2027-02-05')).toEqual({ working: false, provisional: false })
    expect(calendar('2027-02-20')).toEqual({ working: true, provisional: false })
    expect(calendar('2027-02-08')).toEqual({ working: true, provisional: false })
    expect(calendar('2026-10-01')).toEqual({ working: true, provisional: false })
    expect(calendar('2025-10-01')).toEqual({ working: false, provisional: false })
    expect(calendar('2028-10-02')).toEqual({ working: false, provisional: true })
  })

  it('may name the last days of the December before, and then takes precedence', () => {
    const table: HolidayTable = {
      ...shipped,
      ...parse({ 2027: { ...valid, off: ['2026-12-31', '2027-01-01'] } })(),
    }
    expect(createCalendar(table)('2026-12-31')).toEqual({ working: false, provisional: false })
  })

  it.each([
    [
      'a day that does not exist',
      { 2027: { ...valid, off: ['2027-02-30'] } },
      /holidays-2027\.json: 2027\.off\.0: "2027-02-30" is no day/,
    ],
    [
      'a day of another year',
      { 2027: { ...valid, off: ['2028-01-01'] } },
      /2027: 2028-01-01 is not of that year/,
    ],
    [
      'a November before',
      { 2027: { ...valid, off: ['2026-11-30'] } },
      /2027: 2026-11-30 is not of that year/,
    ],
    [
      'a day off twice',
      { 2027: { ...valid, off: ['2027-01-01', '2027-01-01'] } },
      /2027: 2027-01-01 is listed twice/,
    ],
    [
      'a day both off and made up',
      { 2027: { off: ['2027-02-20'], work: ['2027-02-20'] } },
      /2027: 2027-02-20 is listed twice/,
    ],
    [
      'a make-up day on a Friday',
      { 2027: { ...valid, work: ['2027-02-19'] } },
      /2027: 2027-02-19 is no weekend/,
    ],
    ['a year without days off', { 2027: { off: [], work: [] } }, /2027\.off/],
    ['a year without make-up days said', { 2027: { off: ['2027-01-01'] } }, /2027\.work/],
    ['a mistyped list', { 2027: { ...valid, wrok: [] } }, /2027.*wrok/],
    ['a mistyped year', { '27': valid }, /27: /],
    ['no table at all', ['2027-01-01'], /the table: years such as 2027/],
  ])('is refused with the year and the date for %s', (_, table, message) => {
    expect(parse(table)).toThrow(message)
  })

  it('is refused by name when it is not JSON', () => {
    expect(() => parseHolidays('2027: off', 'mine.json')).toThrow('mine.json: not JSON')
  })

  it('reports every mistake on a separate line', () => {
    expect(parse({ 2027: { off: ['2028-01-01', '2029-01-01'], work: [] } })).toThrow(
      /2028-01-01.*\n.*2029-01-01/,
    )
  })
})
