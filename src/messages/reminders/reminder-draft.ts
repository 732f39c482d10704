import type { Late } from '../../complaints/outbox.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { stepButtons } from '../parts/buttons.ts'
import type { Rich } from '../parts/rich.ts'

/**
 * The circumstances of a reminder. `offers`: times until which it can be snoozed; `backups`: people to call
 * if the owner does not answer; `late`: what it adds if it is late.
 */
export type Occasion = {
  calendar: Calendar
  now: Instant
  offers: Instant[]
  backups: string[]
  late?: Late | undefined
}

/** The content of a reminder before it becomes blocks. */
export type Draft = {
  title: string
  /** People mentioned first in the notification, and why. */
  call?: { people: Rich; why: Rich }
  when: Rich[]
  lines: Rich[]
  buttons: Parameters<typeof stepButtons>[0]
}
