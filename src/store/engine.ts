import type { KeyvStorageAdapter } from 'keyv'
import type { Instant } from '../time/beijing.ts'
import type { DatabaseFile } from './lost-file.ts'

/** A stored value; the text is exactly as stored. */
export type Row = { key: string; text: string }

/** A conditional write: done only if the stored text is still `expected` (`undefined`: no such key). */
export type Swap = {
  key: string
  expected: string | undefined
  /** The new text; `undefined` deletes the key and its wake-up. */
  next: string | undefined
  /** The time of the key's wake-up; `undefined`: none. */
  wakeAt: Instant | undefined
  /** True if lists of open values include it; stored with the text. */
  open?: boolean
}

/** A page of a list: only open values, only keys after `after`, at most `limit` rows. */
export type Part = { open?: boolean; after?: string | undefined; limit?: number }

/** A precondition: the stored text must still be `expected` (`undefined`: no such key). */
export type Check = { key: string; expected: string | undefined }

/** A hint to look at a key at this time. */
export type WakeUp = { key: string; at: Instant }

/** The operations of a database that Keyv lacks: lists by prefix, transactions and wake-ups. */
export type Engine = {
  /** Keyv's storage contract over the same rows. */
  adapter: KeyvStorageAdapter
  /** Rows whose key starts with `prefix`, in key order. Other work gets a turn between two calls. */
  list(prefix: string, part?: Part): Promise<Row[]>
  /** The number of rows that `list` would find without `after` and `limit`. */
  count(prefix: string, part?: Pick<Part, 'open'>): Promise<number>
  /**
   * Writes all swaps or none; false when a stored text, also one of `unchanged`, is not the expected one.
   * Rejects while the database file is lost, unless `evenIfLost`.
   */
  swap(swaps: Swap[], unchanged?: Check[], options?: { evenIfLost?: boolean }): Promise<boolean>
  /**
   * Wake-ups at or before `now` that come after `after`, ordered by time and key, at most `limit`. Other work
   * gets a turn between two calls.
   */
  due(now: Instant, limit: number, after?: WakeUp): Promise<WakeUp[]>
  /** The time of the earliest wake-up, or of the earliest later than `after`. */
  nextWake(after?: Instant): Promise<Instant | undefined>
  /** Moves every wake-up later than `at` to `at`. */
  wakeAll(at: Instant): Promise<void>
  /** The number of wake-ups at or before `now`. */
  backlog(now: Instant): Promise<number>
  close(): Promise<void>
  /** Present where the store is one file. */
  file?: DatabaseFile
}
