// Primary result codes, https://www.sqlite.org/rescode.html
const PERM = 3
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** True if another connection holds the lock: nothing was changed, so retrying is safe. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error)
  return code === BUSY || code === LOCKED
}

/** True if SQLite found no database, or a damaged one. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error)
  return code === NOTADB || code === CORRUPT
}

const anotherFile = 'or set DATABASE_URL to another file'
const anotherDisk = 'free some space, or set DATABASE_URL to a file on another disk'

/** Advice that keeps what a damaged database and its log may still hold. */
export const damageAdvice = `copy it with its -wal and -shm files, all three, to a safe place; then put a backup in place of all three, ${anotherFile}`

const damaged = `it is not a SQLite database or is damaged; ${damageAdvice}`
const unwritable = `it cannot be written; fix the permissions of the file and its directory, ${anotherFile}`
const unreachable = `its directory cannot be created or reached; move aside what is in the way, ${anotherFile}`
const locked = `another process keeps it locked; stop that process, ${anotherFile}`
const diskFailing = `the disk is full or failing; ${anotherDisk}`

/** Advice by SQLite's result codes and by the codes of system errors. */
const adviceByCode: [string, (number | string)[]][] = [
  [damaged, [NOTADB, CORRUPT]],
  [unwritable, [PERM, READONLY, CANTOPEN, 'EACCES', 'EPERM', 'EROFS']],
  [diskFailing, [FULL, IOERR]],
  [locked, [BUSY, LOCKED]],
  [unreachable, ['EEXIST', 'ENOTDIR', 'ENOENT', 'ENAMETOOLONG', 'ELOOP']],
  [`the disk is full; ${anotherDisk}`, ['ENOSPC']],
]

/** Adds the file and the advice to an error of SQLite; returns any other error as it is. */
export const withAdvice = (file: string, error: unknown): unknown =>
  resultCode(error) === undefined ? error : new Error(`${file}: ${advice(error)}`, { cause: error })

/** Half a sentence: why the database file cannot be used, and what the operator can do. */
export function advice(error: unknown): string {
  const code = resultCode(error) ?? errorCode(error) ?? ''
  const known = adviceByCode.find(([, codes]) => codes.includes(code))
  if (known) return known[0]
  const message = error instanceof Error ? error.message : String(error)
  return /^no such (table|column)/.test(message) ? `${message}: it is damaged; ${damageAdvice}` : message
}

/** The `code` of a system error such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined
  return error.errcode & 0xff
}
