import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate, migrations } from './migrations.ts'
import { advice, errorCode, isBusy } from './sqlite-failure.ts'

/** How long one statement may block this process for another one's write, ms; longer waits are retries. */
const STATEMENT_PATIENCE = 250

/**
 * Opens the database file at `path`, created if missing (it 0600, its directory 0700) and migrated: WAL, every commit
 * flushed to disk. Waits up to `patience` ms for another process that is starting or writing. Throws an Error that names
 * the path and what to do about it.
 */
export function connect(path: string, patience = 5_000): DatabaseSync {
  const file = resolve(path)
  try {
    keepPrivate(file)
    const db = new DatabaseSync(file, { timeout: patience })
    try {
      migrate(db, migrations)
      useWal(db, patience)
      db.exec(`PRAGMA synchronous = FULL; PRAGMA busy_timeout = ${STATEMENT_PATIENCE}`)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw new Error(`Cannot use the database ${file}: ${advice(error)}`, { cause: error })
  }
}

// Never opens an existing file: closing it again would drop the locks that SQLite holds on it in this process.
function keepPrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  unless('EEXIST', () => closeSync(openSync(file, 'wx', 0o600)))
  if (statSync(file).isDirectory()) throw new Error('it is a directory; set DATABASE_URL to a file in it')
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    unless('ENOENT', () => {
      if (statSync(each).mode & 0o077) unless('EPERM', () => chmodSync(each, 0o600))
    })
  }
}

function unless(tolerated: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (errorCode(error) !== tolerated) throw error
  }
}

// Changing the journal mode fails at once, whatever the timeout, while another process looks at the file.
function useWal(db: DatabaseSync, patience: number): void {
  const pause = 25
  for (let waited = 0; ; waited += pause) {
    try {
      const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode
      if (mode !== 'wal') {
        throw new Error(
          'its file system does not support write-ahead logs; set DATABASE_URL to a file on a local disk',
        )
      }
      return
    } catch (error) {
      if (!isBusy(error) || waited >= patience) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
}
