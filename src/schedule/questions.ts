import type { ReminderStep } from '../complaints/reminder-step.ts'
import { DAY, type Instant } from '../time/beijing.ts'
import { afterQuiet, type Quiet } from './quiet-hours.ts'

export type Question = {
  clock: 'decision' | 'appeal' | 'review'
  /** The first time it is asked; later ones are at the same time of day, or when quiet hours end. */
  first: Instant
  /** Days for which it is asked daily; after that it is asked weekly. */
  daily: number
}

/** The question that applies at `now`, if any, and the next one. */
export function questions({ clock, first, daily }: Question, quiet: Quiet, now: Instant): ReminderStep[] {
  // Quiet hours are the same every day.
  const wait = afterQuiet(quiet, first) - first
  const asked = (day: number): ReminderStep => {
    const due = first + day * DAY
    return {
      clock,
      base: 'question',
      at: due + wait,
      due,
      inChannel: false,
      mayBreakQuietFrom: Number.POSITIVE_INFINITY,
    }
  }
  if (now < first + wait) return [asked(0)]
  const today = Math.floor((now - first - wait) / DAY)
  const day = today <= daily ? today : daily + 7 * Math.floor((today - daily) / 7)
  return [asked(day), asked(day < daily ? day + 1 : day + 7)]
}
