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

/** What SQLite keeps beside an open file: its write-ahead log, and that log's index. */
export const besideOf = (file: string) => [`${file}-wal`, `${file}-shm`]

/** Makes the directories and the file that are missing; the returned function removes them again. */
export function create(file: string): () => void {
  const made: (() => void)[] = []
  const takeBack = () => {
    for (const remove of made.reverse()) remove()
  }
  try {
    for (const directory of missingAbove(file)) {
      // One by one: recursive, Node never comes back from a directory that takes none.
      unless('EEXIST', () => {
        mkdirSync(directory, 0o700)
        made.push(() => unless('ENOTEMPTY', () => rmdirSync(directory)))
      })
    }
    // Never opens an existing file: closing it again would drop the locks that SQLite holds on it in this process.
    unless('EEXIST', () => {
      closeSync(openSync(file, 'wx', 0o600))
      const own = identityOf(file)
      made.push(() => {
        if (identityOf(file) !== own) return
        for (const each of [file, ...besideOf(file)]) rmSync(each, { force: true })
      })
    })
    return takeBack
  } catch (error) {
    takeBack()
    throw error
  }
}

/** The directories above `path` that do not exist, the outermost first. */
function missingAbove(path: string): string[] {
  const directory = dirname(path)
  return existsSync(directory) ? [] : [...missingAbove(directory), directory]
}

/** Takes the file and its log from the eyes of other users of the machine. */
export function keepPrivate(file: string): void {
  const target = realpathSync(file)
  for (const each of [target, ...besideOf(target)]) {
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
