import type { QuietHours } from '../complaints/channel-settings.ts'
import { DAY, type Instant, MINUTE, startOfDay } from '../time/beijing.ts'

/** `null`: no quiet hours. */
export type Quiet = QuietHours | null

/** The quiet hours [start, end) that hold `t`. */
function around(quiet: Quiet, t: Instant): { start: Instant; end: Instant } | undefined {
  if (!quiet) return undefined
  const length = ((quiet.end - quiet.start) * MINUTE + DAY) % DAY
  const today = startOfDay(t) + quiet.start * MINUTE
  const start = t >= today ? today : today - DAY
  return t < start + length ? { start, end: start + length } : undefined
}

export const isQuiet = (quiet: Quiet, t: Instant): boolean => around(quiet, t) !== undefined

/** `t`, or half an hour before quiet hours begin if `t` is in them. */
export function beforeQuiet(quiet: Quiet, t: Instant): Instant {
  const night = around(quiet, t)
  return night ? night.start - 30 * MINUTE : t
}

/** `t`, or the end of quiet hours if `t` is in them. */
export const afterQuiet = (quiet: Quiet, t: Instant): Instant => around(quiet, t)?.end ?? t

/** The first moment from `t` on for a message that may break quiet hours from `mayBreakQuietFrom` on. */
export const allowedFrom = (quiet: Quiet, t: Instant, mayBreakQuietFrom: Instant): Instant =>
  t >= mayBreakQuietFrom ? t : Math.min(afterQuiet(quiet, t), Math.max(t, mayBreakQuietFrom))
