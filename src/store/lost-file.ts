import { realpathSync, statSync } from 'node:fs'
import { besideOf } from './create-file.ts'
import { identityOf } from './file-identity.ts'

/** A file that is open here but no longer stands at its path: all that is written to it is gone with this process. */
export type Lost = { path: string; what: 'removed' | 'replaced' | 'truncated' | 'unreadable' }

export type DatabaseFile = {
  path: string
  /** Whether there was nothing before: no file, or an empty one. */
  created: boolean
  /** Whether the open file is no longer the one at its path, now. */
  lost(): Lost | undefined
}

export type OpenFiles = {
  /** Asks the file system, a few microseconds. Takes it back when the very file is there again. */
  lost(): Lost | undefined
  /**
   * Whether closing the database would do harm: delete another database's log, for SQLite deletes by name, or write its own
   * log into a file that lost the rest.
   */
  mustStayOpen(): boolean
}

/**
 * Watches over the database at `path`, which stood there as `identity` when it was opened, and over the log beside it.
 * `length`: how many bytes of content SQLite knows of.
 */
export function openFiles(path: string, identity: string | undefined, length: () => number): OpenFiles {
  const log = besideOf(realpathSync(path)).map(each => ({ path: each, identity: identityOf(each) }))
  const files = [{ path, identity }, ...log]
  let largest = statSync(path).size

  /** SQLite itself makes the file smaller in a VACUUM alone, and then has no more content than that. */
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
