import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { besideOf } from './create-file.ts'
import type { Row } from './engine.ts'
import { statements } from './entries.ts'
import { knownVersion, migrations } from './migrations.ts'
import { afterPrefix } from './prefix.ts'
import { opening } from './sqlite-file.ts'

/**
 * The rows whose key starts with `prefix` in the database file at `path`, whichever release wrote it. Nothing is migrated,
 * and no file is made. Throws an Error that names the path and what to do.
 */
export function rowsOf(path: string, prefix: string, now: number): Row[] {
  const file = resolve(path)
  return opening(file, () => {
    const url = pathToFileURL(realpathSync(file))
    // Without a log nobody has the file open, and SQLite would make a log to read it.
    if (!besideOf(realpathSync(file)).some(existsSync)) url.search = 'immutable=1'
    const db = new DatabaseSync(url, { readOnly: true, timeout: 5_000 })
    try {
      knownVersion(db, migrations.length)
      const rows = db.prepare(statements.list).all(prefix, afterPrefix(prefix) ?? '', now, -1)
      return rows.map(({ key, text }) => ({ key: String(key), text: String(text) }))
    } finally {
      db.close()
    }
  })
}
