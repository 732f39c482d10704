import { realpathSync } from 'node:fs'
import { besideOf } from './create-file.ts'
import { identityOf } from './file-identity.ts'

/** A file that is open here but no longer stands at its path: all that is written to it is gone with this process. */
export type Lost = { path: string; what: 'removed' | 'replaced' | 'unreadable' }

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
  /** Whether closing the database would delete another database's log: SQLite deletes by name. */
  logIsAnothers(): boolean
}

/** Watches over the database at `path`, which stood there as `identity` when it was opened, and over the log beside it. */
export function openFiles(path: string, identity: string | undefined): OpenFiles {
  const log = besideOf(realpathSync(path)).map(each => ({ path: each, identity: identityOf(each) }))
  const files = [{ path, identity }, ...log]
  return {
    lost: () => {
      for (const file of files) {
        const lost = lostOf(file)
        if (lost) return lost
      }
      return undefined
    },
    logIsAnothers: () => log.some(file => lostOf(file)?.what === 'replaced'),
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
