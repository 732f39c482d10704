import type { DatabaseSync } from 'node:sqlite'

/** Looked through at the start in some eighty milliseconds: about fourteen thousand complaints. */
const mostBytes = 32 * 1024 * 1024

/**
 * Throws an Error that names the file where its pages or indexes are damaged, as half a restore leaves them. A larger file
 * would take too long: of that one SQLite itself finds the wrong length, and the rows are read once while the app runs.
 */
export function refuseDamaged(db: DatabaseSync, file: string): void {
  if (pragma(db, 'page_count') * pragma(db, 'page_size') > mostBytes) return
  const finding = firstFinding(db)
  if (finding === 'ok') return
  throw new Error(
    `Cannot use the database ${file}: it is damaged (${finding.replaceAll(/\s+/g, ' ')}); move it aside together with its ` +
      '-wal and -shm files and restore a backup, or set DATABASE_URL to another file',
  )
}

const pragma = (db: DatabaseSync, name: string): number => Number(firstValue(db, name))

function firstFinding(db: DatabaseSync): string {
  try {
    return String(firstValue(db, 'integrity_check(1)'))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function firstValue(db: DatabaseSync, pragma: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
}
