import { isWeekend } from '../time/beijing.ts'
import type { HolidayTable } from './holiday-table.ts'
import { statutoryHolidays } from './statutory-holidays.ts'

/**
 * Says whether a Beijing day (YYYY-MM-DD) is a working day. `provisional`: the holidays of its year are not
 * published yet.
 */
export type Calendar = (day: string) => { working: boolean; provisional: boolean }

/**
 * Creates a calendar from the published holiday notices. In a year without a notice, weekends and statutory
 * holidays are off, there are no make-up working days, and every day is provisional.
 */
export function createCalendar(table: HolidayTable): Calendar {
  const noticed = noticedDays(table)
  const statutoryOf = new Map<string, Set<string>>()
  const statutory = (year: string) => {
    const known = statutoryOf.get(year) ?? statutoryHolidays(Number(year))
    statutoryOf.set(year, known)
    return known
  }
  return day => {
    const year = day.slice(0, 4)
    const provisional = table[year] === undefined
    const working = noticed.get(day) ?? !(isWeekend(day) || (provisional && statutory(year).has(day)))
    return { working, provisional }
  }
}

/**
 * The days that notices name: true for make-up working days, false for days off. A notice may name days of
 * the December before its year; where two notices name the same day, the later one wins.
 */
function noticedDays(table: HolidayTable): Map<string, boolean> {
  const days = new Map<string, boolean>()
  for (const year of Object.keys(table).sort()) {
    for (const day of table[year]?.off ?? []) days.set(day, false)
    for (const day of table[year]?.work ?? []) days.set(day, true)
  }
  return days
}
