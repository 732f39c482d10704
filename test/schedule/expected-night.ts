import { dayNumber, midnight } from '../../testing/calendar-oracle.ts'

// An oracle for quiet hours, sharing no code with the product.

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** Minutes since midnight, [start, end); past midnight when `end` is smaller. */
export type Hours = { start: number; end: number } | null

/** The quiet hours that hold `t`, tried day by day. */
function nightOf(hours: Hours, t: number): { from: number; to: number } | undefined {
  if (!hours) return undefined
  for (const day of [dayNumber(t) - 1, dayNumber(t)]) {
    const from = midnight(day) + hours.start * MINUTE
    const to = midnight(day) + hours.end * MINUTE + (hours.end <= hours.start ? DAY : 0)
    if (from <= t && t < to) return { from, to }
  }
  return undefined
}

export const atNight = (hours: Hours, t: number): boolean => nightOf(hours, t) !== undefined
export const evening = (hours: Hours, t: number): number =>
  (nightOf(hours, t)?.from ?? t + 30 * MINUTE) - 30 * MINUTE
export const morning = (hours: Hours, t: number): number => nightOf(hours, t)?.to ?? t
