import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { identityOf } from './file-identity.ts'
import { errorCode } from './sqlite-failure.ts'

/** Paths of the write-ahead log and its index, which SQLite keeps beside an open file. */
export const logFilesOf = (file: string) => [`${file}-wal`, `${file}-shm`]

/** Creates the missing directories and the file; the returned function removes them again. */
export function create(file: string): () => void {
  const removals: (() => void)[] = []
  const undo = () => {
    for (const remove of removals.reverse()) remove()
  }
  try {
    for (const directory of missingAbove(file)) {
      // One by one: a recursive mkdir in Node hangs where a directory cannot hold others.
      tolerating('EEXIST', () => {
        mkdirSync(directory, 0o700)
        removals.push(() => tolerating('ENOTEMPTY', () => rmdirSync(directory)))
      })
    }
    // Never opens an existing file: closing it would drop the locks that SQLite holds on it in this process.
    tolerating('EEXIST', () => {
      closeSync(openSync(file, 'wx', 0o600))
      const own = identityOf(file)
      removals.push(() => {
        if (identityOf(file) !== own) return
        for (const each of [file, ...logFilesOf(file)]) rmSync(each, { force: true })
      })
    })
    return undo
  } catch (error) {
    undo()
    throw error
  }
}

/** Missing directories above `path`, outermost first. */
function missingAbove(path: string): string[] {
  const directory = dirname(path)
  return existsSync(directory) ? [] : [...missingAbove(directory), directory]
}

/** Makes the file and its log unreadable for other users of the machine. */
export function keepPrivate(file: string): void {
  const target = realpathSync(file)
  for (const each of [target, ...logFilesOf(target)]) {
    tolerating('ENOENT', () => {
      if (statSync(each).mode & 0o077) tolerating('EPERM', () => chmodSync(each, 0o600))
    })
  }
}

function tolerating(tolerated: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (errorCode(error) !== tolerated) throw error
  }
}
