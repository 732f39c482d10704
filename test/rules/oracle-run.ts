// Compares the product with the oracle on random instants and prints the result as JSON. The tests run it as a
// separate process, which really has another TZ.
import { readFileSync } from 'node:fs'
import { isWorkday } from 'chinese-workday'
import { expectedBy, windowOf } from '../../src/rules/deadlines.ts'
import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { createCalendar } from '../../src/rules/working-days.ts'
import {
  addCivilDays,
  atHour,
  dayOf,
  dayStart,
  endOfDay,
  firstHourFrom,
  formatEnd,
  formatTime,
  parseTime,
  startOfDay,
} from '../../src/time/beijing.ts'
import * as oracle from '../../testing/calendar-oracle.ts'

const HOUR = 3_600_000
const instants = Number(process.argv[3] ?? 100_000)
const shipped: Record<string, { off: string[]; work: string[] }> = JSON.parse(
  readFileSync(new URL('../../src/rules/holidays.json', import.meta.url), 'utf8'),
)
const off = new Set(Object.values(shipped).flatMap(year => year.off))
const work = new Set(Object.values(shipped).flatMap(year => year.work))
const calendar = createCalendar(loadHolidays())
const lastPublishedDay = oracle.daysFromCivil({ year: 2026, month: 12, date: 31 })

const from = oracle.midnight(oracle.daysFromCivil({ year: 2020, month: 1, date: 1 }))
const to = oracle.midnight(oracle.daysFromCivil({ year: 2031, month: 1, date: 1 }))

let seed = Number(process.argv[2] ?? 1)
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

/**
 * A third of the instants are anywhere; the others are around a Beijing midnight or a full hour, where
 * mistakes are likely.
 */
function someInstant(index: number): number {
  const t = Math.floor(from + random() * (to - from))
  if (index % 3 === 1) return oracle.midnight(oracle.dayNumber(t)) + (index % 4) - 1
  return index % 3 > 0 ? t : Math.floor(t / HOUR) * HOUR + (index % 4) - 1
}

const mismatches: string[] = []
function same(name: string, t: number, product: unknown, expected: unknown): void {
  if (product !== expected)
    mismatches.push(`${name} of ${new Date(t).toISOString()}: ${product}, expected ${expected}`)
}

for (let index = 0; index < instants; index += 1) {
  const t = someInstant(index)
  const day = oracle.dayNumber(t)
  const hour = index % 24
  same('dayOf', t, dayOf(t), oracle.nameOf(day))
  same('startOfDay', t, startOfDay(t), oracle.midnight(day))
  same('endOfDay', t, endOfDay(t), oracle.midnight(day + 1))
  same('dayStart', t, dayStart(oracle.nameOf(day)), oracle.midnight(day))
  same('addCivilDays', t, addCivilDays(oracle.nameOf(day), hour - 12), oracle.nameOf(day + hour - 12))
  same('atHour', t, atHour(t, hour), oracle.midnight(day) + hour * HOUR)
  const passed = t > oracle.midnight(day) + hour * HOUR
  same('firstHourFrom', t, firstHourFrom(t, hour), oracle.midnight(passed ? day + 1 : day) + hour * HOUR)
  same('formatTime', t, formatTime(t), oracle.timeOf(t))
  same('formatEnd', t, formatEnd(t), oracle.endTimeOf(t))
  const read = parseTime(oracle.endTimeOf(t))
  same('parseTime', t, read.ok && read.at, Math.floor(t / 60_000) * 60_000)
  for (const days of [3, 7, 15]) {
    const { due, safe, latest } = windowOf(t, days)
    const expected = oracle.window(t, days)
    same(`due after ${days} days`, t, due, expected.due)
    same(`safe within ${days} days`, t, safe, expected.safe)
    same(`latest of ${days} days`, t, latest, expected.latest)
  }
  const expected = oracle.nthWorkingDay(t, 4, off, work)
  if (expected <= lastPublishedDay) {
    const estimate = expectedBy(t, 4, calendar)
    same('decision expected', t, estimate.by, oracle.midnight(expected + 1))
    same('decision provisional', t, estimate.provisional, false)
  }
}

const disagreements: string[] = []
for (let day = oracle.daysFromCivil({ year: 2020, month: 1, date: 1 }); day <= lastPublishedDay; day += 1) {
  const name = oracle.nameOf(day)
  if (calendar(name).working !== isWorkday(name)) disagreements.push(name)
}
let provisionalDaysOff = ''
for (let day = lastPublishedDay + 1; oracle.nameOf(day) < '2051-01-01'; day += 1) {
  if (!calendar(oracle.nameOf(day)).working) provisionalDaysOff += `${day} `
}

const offsets = [0, 6].map(month => new Date(2026, month, 1).getTimezoneOffset())
console.log(JSON.stringify({ count: instants, mismatches, disagreements, provisionalDaysOff, offsets }))
