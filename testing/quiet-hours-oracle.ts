import { dayNumber, midnight } from './calendar-oracle.ts'

const MINUTE = 60_000

/** Minutes since midnight in Beijing, [start, end); over midnight when `end` is the smaller. `null`: none. */
export type Hours = { start: number; end: number } | null

/** The quiet hours around `t`, of the day before or of the same day. */
function nightAt(hours: Hours, t: number): { from: number; to: number } | undefined {
  if (!hours) return undefined
  const length = hours.end > hours.start ? hours.end - hours.start : hours.end + 1440 - hours.start
  return [dayNumber(t) - 1, dayNumber(t)]
    .map(day => midnight(day) + hours.start * MINUTE)
    .map(from => ({ from, to: from + length * MINUTE }))
    .find(({ from, to }) => from <= t && t < to)
}

export const atNight = (hours: Hours, t: number): boolean => nightAt(hours, t) !== undefined
/** `t`, or half an hour before the quiet hours around it. */
export function evening(hours: Hours, t: number): number {
  const night = nightAt(hours, t)
  return night ? night.from - 30 * MINUTE : t
}
/** `t`, or the end of the quiet hours around it. */
export const morning = (hours: Hours, t: number): number => nightAt(hours, t)?.to ?? t
