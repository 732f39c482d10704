import { isWeekend } from '../time/beijing.ts'
import type { HolidayTable } from './holiday-table.ts'
import { statutoryHolidays } from './statutory-holidays.ts'

/** Tells working days (YYYY-MM-DD, Beijing); `provisional`: the holidays of that year are not published. */
export type Calendar = (day: string) => { working: boolean; provisional: boolean }

/**
 * The calendar of a table of notices. In a year without a notice weekends and statutory holidays are off, no weekend is
 * made up for, and all days are provisional.
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

/** The days that notices name, true for make-up working days; a later year's notice wins. */
function noticedDays(table: HolidayTable): Map<string, boolean> {
  const days = new Map<string, boolean>()
  for (const year of Object.keys(table).sort()) {
    for (const day of table[year]?.off ?? []) days.set(day, false)
    for (const day of table[year]?.work ?? []) days.set(day, true)
  }
  return days
}
