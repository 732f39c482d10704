import type { Instant } from '../rules/beijing.ts'
import type { Check, Engine, Swap } from './engine.ts'
import { type Entries, prepareEntries } from './entries.ts'
import { groupCommit } from './group-commit.ts'
import { pragma } from './integrity.ts'
import { patiently } from './patience.ts'
import { SqliteAdapter } from './sqlite-adapter.ts'
import { connect, emptyLog } from './sqlite-file.ts'

export type SqliteEngine = Engine & {
  /** How many bytes the content of the file takes. */
  length(): number
}

/**
 * The store in the SQLite file at `path`, created if missing; what resolved is on disk. `clock` says what has expired.
 * Throws an Error that names the path and what to do; its methods reject when the file fails or is locked for about 15 s.
 */
export function openSqlite(path: string, clock: () => Instant = Date.now): SqliteEngine {
  const db = connect(path)
  const entries = prepareEntries(db, clock)
  const together = groupCommit(db)
  const adapter = new SqliteAdapter(db, entries)
  return {
    adapter,
    list: (prefix, part) => patiently(() => entries.list(prefix, part)),
    count: (prefix, part) => patiently(() => entries.count(prefix, part)),
    swap: async (swaps, unchanged = []) => {
      const all = [...swaps, ...unchanged]
      const keys = new Set(all.map(({ key }) => key))
      if (keys.size < all.length) throw new TypeError('Cannot swap or check a key twice in one transaction')
      return together(() => swapAll(entries, swaps, unchanged))
    },
    due: (now, limit, after) => patiently(() => entries.due(now, limit, after)),
    nextWake: after => patiently(() => entries.nextWake(after)),
    wakeAll: at => patiently(() => entries.wakeAll(at)),
    backlog: now => patiently(() => entries.backlog(now)),
    length: () => pragma(db, 'page_count') * pragma(db, 'page_size'),
    close: async () => {
      if (db.isOpen) emptyLog(db)
      await adapter.disconnect()
    },
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
