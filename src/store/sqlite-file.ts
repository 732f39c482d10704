import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { create, keepPrivate } from './create-file.ts'
import { identityOf } from './file-identity.ts'
import { refuseDamaged } from './integrity.ts'
import { knownVersion, migrate, migrations } from './migrations.ts'
import { advice, isBusy } from './sqlite-failure.ts'
import { hasLog, refuseUnusablePath } from './unfit-place.ts'

/**
 * Opens and migrates the database file at `path`, in WAL mode with every commit flushed to disk. Creates a
 * missing file with mode 0600 and directories with 0700. Waits up to `patience` ms for another process that
 * is starting or writing. Throws an Error that names the path and what to do, after removing what it created;
 * another program's file stays untouched.
 */
export function connect(path: string, patience = 5_000): DatabaseSync {
  const file = resolve(path)
  return opening(file, () => {
    refuseUnusablePath(file)
    const undo = create(file)
    try {
      keepPrivate(file)
      if (hasLog(file)) refuseUnfit(file, patience)
      return open(file, patience)
    } catch (error) {
      // Another process may be using what this one has made.
      if (!isBusy(error)) undo()
      throw error
    }
  })
}

/**
 * Checkpoints the log into the file and empties it. Closing does so too, but not after the file was moved:
 * its log would then be read into the next database at the path.
 */
export function emptyLog(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // The next start reads the log.
  }
}

/** Throws what `connect` would, as far as that shows without touching anything. */
export function checkPlace(path: string): void {
  const file = resolve(path)
  opening(file, () => refuseUnusablePath(file))
}

/** Runs work that opens `file` and adds the file and what to do to its errors. */
export function opening<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`Cannot use the database ${file}: ${advice(error)}`, { cause: error })
  }
}

/** Reads the file with its log, writing neither: a log of another file must not be checkpointed into it. */
function refuseUnfit(file: string, patience: number): void {
  const db = new DatabaseSync(file, { readOnly: true, timeout: patience })
  try {
    knownVersion(db, migrations.length)
    refuseDamaged(db)
  } finally {
    db.close()
  }
}

function open(file: string, patience: number): DatabaseSync {
  const before = identityOf(file)
  const db = new DatabaseSync(file, { timeout: patience })
  try {
    migrate(db, migrations)
    useWal(db, patience)
    // The first read creates the log.
    db.prepare('SELECT 1 FROM sqlite_schema').get()
    // Waiting inside SQLite would block the event loop; `patiently` retries instead.
    db.exec('PRAGMA synchronous = FULL; PRAGMA busy_timeout = 0')
    refuseDamaged(db)
    if (identityOf(file) !== before) throw new Error('it was replaced while it was being opened; start again')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

// While another process reads the file, changing the journal mode fails at once, whatever the timeout.
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
