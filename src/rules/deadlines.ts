import { addCivilDays, DAY, dayOf, dayStart, endOfDay, type Instant } from '../time/beijing.ts'
import type { Calendar } from './working-days.ts'

/**
 * A deadline counted in plain days, and its two other readings: `safe` is the strictest (the first day counts), `latest` the
 * most lenient. The end of a Beijing day is the exclusive 24:00. `fromPage`: read on the platform's page.
 */
export type Window = { due: Instant; safe: Instant; latest: Instant; fromPage: boolean }

/** The window of `days` plain days from `start`; a deadline read on the platform's page overrides every reading. */
export function windowOf(start: Instant, days: number, onPage?: Instant): Window {
  if (onPage !== undefined) return { due: onPage, safe: onPage, latest: onPage, fromPage: true }
  const due = start + days * DAY
  return { due, safe: endOfDay(due - DAY), latest: endOfDay(due), fromPage: false }
}

/** The time by which the platform is expected to answer: the exclusive end of the Beijing `day` (YYYY-MM-DD). */
export type Estimate = { by: Instant; day: string; provisional: boolean }

/**
 * The end of the nth working day after the Beijing day of `start`; provisional if it was counted through a year whose
 * holidays are not published.
 */
export function expectedBy(start: Instant, workingDays: number, calendar: Calendar): Estimate {
  const known = estimates.get(calendar) ?? new Map<string, Estimate>()
  estimates.set(calendar, known)
  const from = `${dayOf(start)} ${workingDays}`
  const estimate = known.get(from) ?? countFrom(dayOf(start), workingDays, calendar)
  known.set(from, estimate)
  return estimate
}

/** Cached by start day and length, because schedules ask for the same few often. */
const estimates = new WeakMap<Calendar, Map<string, Estimate>>()

function countFrom(start: string, workingDays: number, calendar: Calendar): Estimate {
  let day = start
  let provisional = false
  for (let left = workingDays; left > 0; ) {
    day = addCivilDays(day, 1)
    const kind = calendar(day)
    provisional ||= kind.provisional
    if (kind.working) left -= 1
  }
  return { by: endOfDay(dayStart(day)), day, provisional }
}
