import type { Late } from '../../complaints/complaint.ts'
import type { ReminderIdentity } from '../../complaints/reminder-step.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { stepButtons } from '../parts/buttons.ts'
import type { Rich } from '../parts/rich.ts'

/** What a reminder is about: its clock, its rung and the instant that it is due. */
export type Reminded = ReminderIdentity

/**
 * What a reminder says beside its complaint: true at `now`, with the times until when it can be put off. `backups`: who
 * else is told when nobody answers; `late`: what it tells because it comes late.
 */
export type Occasion = {
  calendar: Calendar
  now: Instant
  offers: Instant[]
  backups: string[]
  late?: Late | undefined
}

/** What a reminder is going to say. */
export type Draft = {
  title: string
  /** Who is called, in the notification's first words, and why. */
  call?: { people: Rich; why: Rich }
  when: Rich[]
  lines: Rich[]
  buttons: Parameters<typeof stepButtons>[0]
}
