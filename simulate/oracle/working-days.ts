import table from '../../src/rules/holidays.json' with { type: 'json' }
import { nthWorkingDay } from '../../testing/calendar-oracle.ts'

const { '2026': published } = table
// No notice for 2027 is needed before its Spring Festival: New Year's Day is off by statute.
const off = new Set([...published.off, '2027-01-01'])
const work = new Set(published.work)

/** The nth working day after the Beijing day of `start`, as a day number. */
export const workingDayAfter = (start: number, n: number): number => nthWorkingDay(start, n, off, work)
