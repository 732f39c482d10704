import type { ReminderStep } from '../../complaints/reminder-step.ts'

/** A message that should be in Slack and is not. Its `key` never changes and becomes its idempotency key. */
export type Post =
  | { kind: 'card'; key: string }
  /** Entries `from` up to, not including, `to`. */
  | { kind: 'history'; key: string; from: number; to: number }
  /** `also`: keys of the other late reminders that this message covers. */
  | { kind: 'reminder'; key: string; reminder: ReminderStep; also: string[] }

export type ReminderPost = Extract<Post, { kind: 'reminder' }>
