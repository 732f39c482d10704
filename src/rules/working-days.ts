import { isWeekend } from '../time/beijing.ts'
import type { HolidayTable } from './holiday-table.ts'
import { statutoryHolidays } from './statutory-holidays.ts'

/** Whether a Beijing day (YYYY-MM-DD) is a working day; `provisional` when its year's holidays are not published. */
export type Calendar = (day: string) => { working: boolean; provisional: boolean }

/**
 * The working days of a table of notices. A year without a notice has its weekends and the statutory holidays off,
 * no make-up days, and is provisional.
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

/** Every day that a notice names, true for a make-up working day; a later year's notice speaks last. */
function noticedDays(table: HolidayTable): Map<string, boolean> {
  const days = new Map<string, boolean>()
  for (const year of Object.keys(table).sort()) {
    for (const day of table[year]?.off ?? []) days.set(day, false)
    for (const day of table[year]?.work ?? []) days.set(day, true)
  }
  return days
}
