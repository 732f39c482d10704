import type { Ineligible } from '../complaints/complaint.ts'
import type { Reason, TimeName } from '../complaints/refused.ts'

/** Why a request cannot be understood or is not this person's to make; nothing was changed. */
export type RequestReason =
  | { code: 'unknown-verb'; typed: string; nearest?: string }
  | { code: 'unknown-key'; verb: string; key: string; nearest?: string; keys: string[] }
  | { code: 'key-twice'; key: string }
  | { code: 'extra-word'; verb: string; word: string }
  /** A known key with a colon where `=` belongs. */
  | { code: 'colon'; key: string; value: string }
  /** `argument`: `id`, or the key or word that the verb cannot do without. */
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
  /** Names of people who cannot be told when nobody answers, and why. */
  | {
      code: 'bad-backup'
      field: 'backup'
      names: string[]
      why: Ineligible
    }
  /** Slack does not say just now whether they can be told. */
  | { code: 'backup-unchecked'; field: 'backup' }
  | { code: 'bad-owner'; field: 'owner'; name: string; why: Ineligible }
  | { code: 'too-many'; field: string; max: number }
  | { code: 'bad-channel'; field: string; typed: string }
  /** The channel that a complaint is to go to: not there, or the person or the app is not in it. */
  | { code: 'no-way-in'; field: string }
  | { code: 'bad-person'; field: string; typed: string }
  /** Same words for "no such complaint" and "not yours to see". */
  | { code: 'not-found'; id: string }
  | { code: 'confirm-appeal'; id: string }
  | { code: 'direct-message' }
  /** A private channel that the app is not in; `typed` is given back so that nothing is lost. */
  | { code: 'not-invited'; typed: string }
  | { code: 'archived' }
  /** The file that it would be saved in is gone; `typed` is given back so that nothing is lost. */
  | { code: 'database-lost'; typed: string }
  | { code: 'outsider' }
  | { code: 'cannot-check' }
  /** Of mere reading: Slack does not say which complaints the person may see. */
  | { code: 'cannot-list' }
  /** Slack did not answer when a form was to open; `verb`: the command that does the same. */
  | { code: 'no-form'; verb?: string; id?: string }
  | { code: 'admins-only' }
  /** A question that was taken off the list, or taught, in the meantime. */
  | { code: 'miss-gone' }
  | { code: 'not-taught' }
  /** `typed` is given back so that nothing is lost. */
  | { code: 'too-often'; seconds: number; typed: string }
  /** Slack has not yet said which workspace the app belongs to. */
  | { code: 'not-ready'; typed: string }
  | { code: 'broken' }

export type AnyReason = Reason | RequestReason
