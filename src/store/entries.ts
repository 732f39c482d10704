import type { DatabaseSync } from 'node:sqlite'
import type { Instant } from '../time/beijing.ts'
import type { Part, Row, Swap, WakeUp } from './engine.ts'
import { afterPrefix } from './prefix.ts'

/**
 * Statements over the one table. Expired rows are invisible; rows with a wake-up never expire. `LIMIT ? + 0`,
 * because SQLite prepares a statement again (8 µs) whenever a bare parameter in LIMIT is bound.
 */
export const statements = {
  read: 'SELECT text FROM entries WHERE key = ? AND (expires IS NULL OR expires > ?)',
  list: `SELECT key, text FROM entries WHERE key >= ? AND key < ? AND (expires IS NULL OR expires > ?)
    ORDER BY key LIMIT ? + 0`,
  listOpen: `SELECT key, text FROM entries WHERE open = 1 AND key >= ? AND key < ? AND (expires IS NULL OR expires > ?)
    ORDER BY key LIMIT ? + 0`,
  count:
    'SELECT count(*) AS size FROM entries WHERE key >= ? AND key < ? AND (expires IS NULL OR expires > ?)',
  countOpen: `SELECT count(*) AS size FROM entries
    WHERE open = 1 AND key >= ? AND key < ? AND (expires IS NULL OR expires > ?)`,
  // A write through Keyv keeps the wake-up and the open mark, unless the row is to expire.
  put: `INSERT INTO entries (key, text, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE
    SET text = excluded.text, expires = excluded.expires, wake = iif(excluded.expires IS NULL, wake, NULL),
      open = iif(excluded.expires IS NULL, open, 0)`,
  plan: `INSERT INTO entries (key, text, wake, open) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
    SET text = excluded.text, expires = NULL, wake = excluded.wake, open = excluded.open`,
  remove: 'DELETE FROM entries WHERE key = ? AND (expires IS NULL OR expires > ?)',
  // After a long downtime there can be many.
  purge: 'DELETE FROM entries WHERE key IN (SELECT key FROM entries WHERE expires <= ? LIMIT 1000)',
  clear: 'DELETE FROM entries',
  due: 'SELECT key, wake FROM entries WHERE wake <= ? AND (wake, key) > (?, ?) ORDER BY wake, key LIMIT ? + 0',
  nextWake: 'SELECT wake FROM entries WHERE wake > ? ORDER BY wake LIMIT 1',
  wakeAll: 'UPDATE entries SET wake = ? WHERE wake > ?',
  backlog: 'SELECT count(*) AS size FROM entries WHERE wake <= ?',
} as const

const beforeAll: WakeUp = { at: Number.MIN_SAFE_INTEGER, key: '' }

/** Bounds a range that has no upper end: a blob sorts after every text. */
const NO_END = new Uint8Array()
const NO_LIMIT = -1

export type Entries = ReturnType<typeof prepareEntries>

/**
 * The table's reads and writes, prepared once; each commits separately unless run within a transaction.
 * `clock` decides which rows have expired. Throws a TypeError for keys and texts that are not well-formed
 * Unicode and for fractional instants.
 */
export const prepareEntries = (db: DatabaseSync, clock: () => Instant) => ({
  ...prepareReads(db, clock),
  ...prepareWrites(db, clock),
  ...prepareWakeUps(db),
})

function prepareReads(db: DatabaseSync, clock: () => Instant) {
  const read = db.prepare(statements.read)
  const list = db.prepare(statements.list)
  const listOpen = db.prepare(statements.listOpen)
  const count = db.prepare(statements.count)
  const countOpen = db.prepare(statements.countOpen)
  return {
    read(key: string): string | undefined {
      const text = read.get(wellFormed(key), clock())?.text
      return typeof text === 'string' ? text : undefined
    },
    list(prefix: string, { open = false, after, limit = NO_LIMIT }: Part = {}): Row[] {
      // No key lies between one and the same followed by NUL.
      const from = after === undefined ? wellFormed(prefix) : `${wellFormed(after)}\0`
      const rows = (open ? listOpen : list).all(from, afterPrefix(prefix) ?? NO_END, clock(), limit)
      return rows.map(row => ({ key: String(row.key), text: String(row.text) }))
    },
    count(prefix: string, { open = false }: Part = {}): number {
      const found = (open ? countOpen : count).get(wellFormed(prefix), afterPrefix(prefix) ?? NO_END, clock())
      return Number(found?.size)
    },
  }
}

function prepareWrites(db: DatabaseSync, clock: () => Instant) {
  const put = db.prepare(statements.put)
  const plan = db.prepare(statements.plan)
  const remove = db.prepare(statements.remove)
  const purge = db.prepare(statements.purge)
  const clear = db.prepare(statements.clear)
  return {
    /** Keeps the key's wake-up, unless the row is to expire. */
    put(key: string, text: string, expires: Instant | undefined): void {
      put.run(wellFormed(key), wellFormed(text), wholeMs(expires))
    },
    /** Sets text, wake-up and open mark; the row does not expire. */
    plan({ key, wakeAt, open = false }: Omit<Swap, 'next'>, text: string): void {
      plan.run(wellFormed(key), wellFormed(text), wholeMs(wakeAt), open ? 1 : 0)
    },
    /** True if the key existed. */
    remove(key: string): boolean {
      return remove.run(wellFormed(key), clock()).changes > 0
    },
    /** Deletes up to 1,000 expired rows. */
    purge(): void {
      purge.run(clock())
    },
    clear(): void {
      clear.run()
    },
  }
}

function prepareWakeUps(db: DatabaseSync) {
  const due = db.prepare(statements.due)
  const nextWake = db.prepare(statements.nextWake)
  const wakeAll = db.prepare(statements.wakeAll)
  const backlog = db.prepare(statements.backlog)
  return {
    due(now: Instant, limit: number, after: WakeUp = beforeAll): WakeUp[] {
      return due
        .all(now, after.at, after.key, limit)
        .map(row => ({ key: String(row.key), at: Number(row.wake) }))
    },
    nextWake(after: Instant = beforeAll.at): Instant | undefined {
      const wake = nextWake.get(after)?.wake
      return typeof wake === 'number' ? wake : undefined
    },
    wakeAll(at: Instant): void {
      wakeAll.run(at, at)
    },
    backlog(now: Instant): number {
      return Number(backlog.get(now)?.size)
    },
  }
}

// SQLite would store U+FFFD for a lone surrogate: two keys could become one, and a text would change.
function wellFormed(text: string): string {
  if (!text.isWellFormed())
    throw new TypeError(`Cannot store ${JSON.stringify(text)}: it is not well-formed Unicode`)
  return text
}

// SQLite would store NaN as NULL: a wake-up that never comes.
function wholeMs(instant: Instant | undefined): Instant | null {
  if (instant === undefined) return null
  if (!Number.isSafeInteger(instant))
    throw new TypeError(`Cannot store the instant ${instant}: it is not in whole milliseconds`)
  return instant
}
