import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Instant } from '../time/beijing.ts'
import type { Check, Engine, Part, Swap } from './engine.ts'
import { type Entries, prepareEntries } from './entries.ts'
import { groupCommit } from './group-commit.ts'
import { pragma } from './integrity.ts'
import { type Patience, patiently } from './patiently.ts'
import { SqliteAdapter } from './sqlite-adapter.ts'
import { withAdvice } from './sqlite-failure.ts'
import { connect, emptyLog, opening } from './sqlite-file.ts'

/** Lists read in one turn of the event loop, for callers that read many channels in a row. */
const listsPerTurn = 4

export type SqliteEngine = Engine & {
  /** The size of the content in bytes. */
  length(): number
}

/**
 * Opens the store in the SQLite file at `path`, created if missing. A write that has resolved is on disk.
 * Throws, and its methods reject with, an Error that names the path and what to do, also after the file was
 * locked for about 15 s.
 */
export function openSqlite(path: string, clock: () => Instant = Date.now): SqliteEngine {
  const file = resolve(path)
  const db = connect(path)
  const entries = closingOnFailure(db, () => opening(file, () => prepareEntries(db, clock)))
  const fail = (error: unknown) => {
    throw withAdvice(file, error)
  }
  const run: Patience = work => patiently(work).catch(fail)
  /** SQLite is synchronous: long reads wait for the next turn of the event loop to let other work through. */
  const inNextTurn: Patience = async work => {
    await setImmediate()
    return run(work)
  }
  let lists = 0
  const isOneOfMany = (part: Part | undefined) => part?.after !== undefined || ++lists % listsPerTurn === 0
  const commit = groupCommit(db)
  const adapter = new SqliteAdapter(db, entries, run)
  return {
    adapter,
    list: (prefix, part) => (isOneOfMany(part) ? inNextTurn : run)(() => entries.list(prefix, part)),
    count: (prefix, part) => run(() => entries.count(prefix, part)),
    swap: async (swaps, unchanged = []) => {
      const all = [...swaps, ...unchanged]
      const keys = new Set(all.map(({ key }) => key))
      if (keys.size < all.length) throw new TypeError('Cannot swap or check a key twice in one transaction')
      return commit(() => swapAll(entries, swaps, unchanged)).catch(fail)
    },
    due: (now, limit, after) => inNextTurn(() => entries.due(now, limit, after)),
    nextWake: after => run(() => entries.nextWake(after)),
    wakeAll: at => run(() => entries.wakeAll(at)),
    backlog: now => run(() => entries.backlog(now)),
    length: () => pragma(db, 'page_count') * pragma(db, 'page_size'),
    close: async () => {
      if (db.isOpen) emptyLog(db)
      await adapter.disconnect()
    },
  }
}

function closingOnFailure<T>(db: DatabaseSync, work: () => T): T {
  try {
    return work()
  } catch (error) {
    db.close()
    throw error
  }
}

function swapAll(entries: Entries, swaps: Swap[], unchanged: Check[]): boolean {
  if ([...swaps, ...unchanged].some(({ key, expected }) => entries.read(key) !== expected)) return false
  for (const swap of swaps) {
    if (swap.next === undefined) entries.remove(swap.key)
    else entries.plan(swap, swap.next)
  }
  return true
}
