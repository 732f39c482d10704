import type { Ineligible } from '../complaints/complaint.ts'
import type { Reason, TimeName } from '../complaints/refused.ts'

/** The reasons to refuse a request before the rules are applied. Nothing was changed. */
export type RequestReason =
  | { code: 'unknown-verb'; typed: string; nearest?: string }
  | { code: 'unknown-key'; verb: string; key: string; nearest?: string; keys: string[] }
  | { code: 'key-twice'; key: string }
  | { code: 'extra-word'; verb: string; word: string }
  /** A known key followed by a colon instead of `=`. */
  | { code: 'colon'; key: string; value: string }
  /** `argument`: `id`, or a required key or word of the verb. */
  | { code: 'missing'; verb: string; argument: string; id?: string }
  | { code: 'bad-id'; typed: string }
  | {
      code: 'bad-time'
      field: TimeName | 'at' | 'due'
      typed: string
      why: 'impossible' | 'no-time-of-day' | 'unreadable'
    }
  | { code: 'bad-number'; field: string; typed: string; max: number }
  | { code: 'bad-choice'; field: string; typed: string; choices: string[]; nearest?: string }
  | { code: 'bad-later'; field: 'until'; typed: string; id: string }
  | { code: 'bad-quiet'; field: 'quiet'; typed: string; why: 'unreadable' | 'empty' | 'too-long' }
  /** People whom reminders would not reach. */
  | {
      code: 'bad-backup'
      field: 'backup'
      names: string[]
      why: Ineligible
    }
  /** Slack could not be asked whether reminders reach these people. */
  | { code: 'backup-unchecked'; field: 'backup' }
  | { code: 'bad-owner'; field: 'owner'; name: string; why: Ineligible }
  | { code: 'too-many'; field: string; max: number }
  | { code: 'bad-channel'; field: string; typed: string }
  /** The target channel of a move does not exist, or the person or the app is not in it. */
  | { code: 'no-way-in'; field: string }
  | { code: 'bad-person'; field: string; typed: string }
  /** One sentence for a missing complaint and for one that the person may not see. */
  | { code: 'not-found'; id: string }
  | { code: 'confirm-appeal'; id: string }
  | { code: 'direct-message' }
  /** A private channel without the app; the sentence gives `typed` back. */
  | { code: 'not-invited'; typed: string }
  | { code: 'archived' }
  /** The database file was moved or replaced; the sentence gives `typed` back. */
  | { code: 'database-lost'; typed: string }
  | { code: 'outsider' }
  | { code: 'cannot-check' }
  /** Slack could not be asked which channels, and so which complaints, the person may see. */
  | { code: 'cannot-list' }
  /** Slack did not open a form; `verb`: the command that does the same. */
  | { code: 'no-form'; verb?: string; id?: string }
  | { code: 'admins-only' }
  /** The question was dismissed or taught in the meantime. */
  | { code: 'miss-gone' }
  | { code: 'not-taught' }
  | { code: 'too-often'; seconds: number; typed: string }
  /** Slack has not told the app its workspace yet. */
  | { code: 'not-ready'; typed: string }
  | { code: 'broken' }

export type AnyReason = Reason | RequestReason
