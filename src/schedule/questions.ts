import type { ReminderStep } from '../complaints/reminder-step.ts'
import { DAY, type Instant } from '../time/beijing.ts'
import { afterQuiet, type Quiet } from './quiet-hours.ts'

export type Question = {
  clock: 'decision' | 'appeal' | 'review'
  /** When it is asked first; it is asked at that time of day, or when quiet ends if that is later. */
  first: Instant
  /** For how many days it is asked daily; weekly after that. */
  daily: number
}

/** The question that stands at `now`, if any, and the next one. Each belongs to a day. */
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
      loud: false,
      nightFrom: Number.POSITIVE_INFINITY,
    }
  }
  if (now < first + wait) return [asked(0)]
  const today = Math.floor((now - first - wait) / DAY)
  const day = today <= daily ? today : daily + 7 * Math.floor((today - daily) / 7)
  return [asked(day), asked(day < daily ? day + 1 : day + 7)]
}
