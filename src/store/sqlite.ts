import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Instant } from '../time/beijing.ts'
import type { Check, Engine, Part, Swap } from './engine.ts'
import { type Entries, prepareEntries } from './entries.ts'
import { groupCommit } from './group-commit.ts'
import { pragma } from './integrity.ts'
import { type Patience, patiently } from './patience.ts'
import { SqliteAdapter } from './sqlite-adapter.ts'
import { naming } from './sqlite-failure.ts'
import { connect, emptyLog, opening } from './sqlite-file.ts'

/** Lists that are read in one turn of the event loop, for whoever reads many channels in a row. */
const listsInATurn = 4

export type SqliteEngine = Engine & {
  /** How many bytes the content of the file takes. */
  length(): number
}

/**
 * The store in the SQLite file at `path`, created if missing; what resolved is on disk. `clock` says what has expired.
 * Throws an Error that names the path and what to do; its methods reject with one when the file fails or is locked for about
 * 15 s.
 */
export function openSqlite(path: string, clock: () => Instant = Date.now): SqliteEngine {
  const file = resolve(path)
  const db = connect(path)
  const entries = closedOnFailure(db, () => opening(file, () => prepareEntries(db, clock)))
  const named = (error: unknown) => {
    throw naming(file, error)
  }
  const run: Patience = work => patiently(work).catch(named)
  /** SQLite answers at once, so reads of many rows wait for a turn of the event loop: part after part, others come between. */
  const inNextTurn: Patience = async work => {
    await setImmediate()
    return run(work)
  }
  let lists = 0
  const isOneOfMany = (part: Part | undefined) => part?.after !== undefined || ++lists % listsInATurn === 0
  const together = groupCommit(db)
  const adapter = new SqliteAdapter(db, entries, run)
  return {
    adapter,
    list: (prefix, part) => (isOneOfMany(part) ? inNextTurn : run)(() => entries.list(prefix, part)),
    count: (prefix, part) => run(() => entries.count(prefix, part)),
    swap: async (swaps, unchanged = []) => {
      const all = [...swaps, ...unchanged]
      const keys = new Set(all.map(({ key }) => key))
      if (keys.size < all.length) throw new TypeError('Cannot swap or check a key twice in one transaction')
      return together(() => swapAll(entries, swaps, unchanged)).catch(named)
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

function closedOnFailure<T>(db: DatabaseSync, work: () => T): T {
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
