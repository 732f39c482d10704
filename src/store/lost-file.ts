import { realpathSync, statSync } from 'node:fs'
import { logFilesOf } from './create-file.ts'
import { identityOf } from './file-identity.ts'

/** An open file that is no longer the one at its path: writes to it are lost when this process ends. */
export type Lost = { path: string; what: 'removed' | 'replaced' | 'truncated' | 'unreadable' }

export type DatabaseFile = {
  path: string
  /** True if there was no file before, or an empty one. */
  created: boolean
  /** Checks the file system now; `undefined` if the file is still at its path. */
  lost(): Lost | undefined
}

export type FileTracker = {
  /** Asks the file system, which takes a few microseconds; undefined again once the same file is back. */
  lost(): Lost | undefined
  /**
   * True if closing would do harm: SQLite would delete another database's log, since it deletes by name, or
   * write its own log into a truncated file.
   */
  mustStayOpen(): boolean
}

/**
 * Compares the database at `path` and its log with what was opened. `identity`: the database's when it was
 * opened; `length`: the size of its content in bytes, as SQLite knows it.
 */
export function trackFiles(path: string, identity: string | undefined, length: () => number): FileTracker {
  const log = logFilesOf(realpathSync(path)).map(each => ({ path: each, identity: identityOf(each) }))
  const files = [{ path, identity }, ...log]
  let largest = statSync(path).size

  /** A VACUUM makes the file smaller too, but then its size still covers all of SQLite's content. */
  function isTruncated(): boolean {
    try {
      const { size } = statSync(path)
      if (size < largest && (size === 0 || size < length())) return true
      largest = size
      return false
    } catch {
      return true
    }
  }
  function lost(): Lost | undefined {
    for (const file of files) {
      const lost = lostOf(file)
      if (lost) return lost
    }
    return isTruncated() ? { path, what: 'truncated' } : undefined
  }

  return {
    lost,
    mustStayOpen: () => log.some(file => lostOf(file)?.what === 'replaced') || lost()?.what === 'truncated',
  }
}

function lostOf({ path, identity }: { path: string; identity: string | undefined }): Lost | undefined {
  try {
    const there = identityOf(path)
    if (there === identity) return undefined
    return { path, what: there === undefined ? 'removed' : 'replaced' }
  } catch {
    return { path, what: 'unreadable' }
  }
}
