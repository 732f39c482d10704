import type { DatabaseSync } from 'node:sqlite'
import { afterDamage, isDamage } from './sqlite-failure.ts'

/** Looked through at the start in some eighty milliseconds: about fourteen thousand complaints. */
const maxBytes = 32 * 1024 * 1024

/**
 * Throws an Error where pages or indexes of the database are damaged, as half a restore leaves them. A larger file
 * would take too long: of that one SQLite itself finds the wrong length, and the rows are read once while the app runs.
 */
export function refuseDamaged(db: DatabaseSync): void {
  if (pragma(db, 'page_count') * pragma(db, 'page_size') > maxBytes) return
  const finding = firstFinding(db)
  if (finding === 'ok') return
  throw new Error(`it is damaged (${finding.replaceAll(/\s+/g, ' ')}); ${afterDamage}`)
}

/** The number that a PRAGMA tells. */
export const pragma = (db: DatabaseSync, name: string): number => Number(firstValue(db, name))

function firstFinding(db: DatabaseSync): string {
  try {
    return String(firstValue(db, 'integrity_check(1)'))
  } catch (error) {
    // A full disk or a lock says nothing about the pages.
    if (!(error instanceof Error) || !isDamage(error)) throw error
    return error.message
  }
}

function firstValue(db: DatabaseSync, pragma: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
}
