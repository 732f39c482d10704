import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { logFilesOf } from './create-file.ts'
import type { Row } from './engine.ts'
import { statements } from './entries.ts'
import { knownVersion, migrations } from './migrations.ts'
import { afterPrefix } from './prefix.ts'
import { opening } from './sqlite-file.ts'

/**
 * Reads the rows whose key starts with `prefix` from the database file at `path`, whichever release wrote it,
 * without migrating it or creating a file. Throws an Error that names the path and what to do.
 */
export function rowsOf(path: string, prefix: string, now: number): Row[] {
  const file = resolve(path)
  return opening(file, () => {
    const url = pathToFileURL(realpathSync(file))
    // No log means that the file is not open elsewhere; SQLite would create one to read it.
    if (!logFilesOf(realpathSync(file)).some(existsSync)) url.search = 'immutable=1'
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
