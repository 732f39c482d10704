import type { KeyvStorageAdapter } from 'keyv'
import type { Instant } from '../time/beijing.ts'
import type { DatabaseFile } from './lost-file.ts'

/** One stored value: its key and its text exactly as stored. */
export type Row = { key: string; text: string }

/** One value of a transaction: written only if the stored text is still `expected` (`undefined`: no such key). */
export type Swap = {
  key: string
  expected: string | undefined
  /** The new text; `undefined` deletes the key and its wake-up. */
  next: string | undefined
  /** When this key wants to be looked at again; `undefined`: never. */
  wakeAt: Instant | undefined
  /** Whether `list` finds it among the open values; stored with the text. Absent: it does not. */
  open?: boolean
}

/** A part of a list: only the open values, only keys after `after`, at most `limit` rows. */
export type Part = { open?: boolean; after?: string | undefined; limit?: number }

/** A value that a transaction depends on and leaves alone, with its wake-up: it must still be `expected` (`undefined`: no such key). */
export type Check = { key: string; expected: string | undefined }

/** A wake-up that has come: a hint, never a truth. */
export type WakeUp = { key: string; at: Instant }

/** What a database gives beside Keyv: lists by prefix, one transaction, and wake-ups. SQLite here; Postgres can follow. */
export type Engine = {
  /** Keyv's own storage contract over the same rows. */
  adapter: KeyvStorageAdapter
  /** Every row whose key starts with `prefix`, in key order, or a part of them. Other work comes between two calls. */
  list(prefix: string, part?: Part): Promise<Row[]>
  /** How many rows `list` would find without `after` and `limit`. */
  count(prefix: string, part?: Pick<Part, 'open'>): Promise<number>
  /**
   * All swaps or none; false when any stored text, the ones only checked included, is not the expected one. Rejects while
   * what is written would be lost with the file, unless told to write `evenIfLost`.
   */
  swap(swaps: Swap[], unchanged?: Check[], options?: { evenIfLost?: boolean }): Promise<boolean>
  /**
   * Wake-ups at or before `now`, earliest first and those of one instant by key, at most `limit`; only later ones than `after`. Other work
   * comes between two calls.
   */
  due(now: Instant, limit: number, after?: WakeUp): Promise<WakeUp[]>
  /** The earliest wake-up there is, or the earliest later than `after`. */
  nextWake(after?: Instant): Promise<Instant | undefined>
  /** Moves every later wake-up to `at`. */
  wakeAll(at: Instant): Promise<void>
  /** How many wake-ups are at or before `now`. */
  backlog(now: Instant): Promise<number>
  close(): Promise<void>
  /** Where the store is one file. */
  file?: DatabaseFile
}
