import type { DatabaseSync } from 'node:sqlite'
import { damageAdvice, isDamage } from './sqlite-failure.ts'

/** About 14,000 complaints, checked in some 80 ms. */
const maxBytes = 32 * 1024 * 1024

/**
 * Throws an Error if pages or indexes of the database are damaged, for example after an incomplete restore.
 * Skips files above `maxBytes`, which would take too long: SQLite itself notices their wrong length, and
 * `inspectRecords` reads their rows while the app runs.
 */
export function refuseDamaged(db: DatabaseSync): void {
  if (pragma(db, 'page_count') * pragma(db, 'page_size') > maxBytes) return
  const finding = firstFinding(db)
  if (finding === 'ok') return
  throw new Error(`it is damaged (${finding.replaceAll(/\s+/g, ' ')}); ${damageAdvice}`)
}

/** The value of a numeric PRAGMA. */
export const pragma = (db: DatabaseSync, name: string): number => Number(firstValue(db, name))

function firstFinding(db: DatabaseSync): string {
  try {
    return String(firstValue(db, 'integrity_check(1)'))
  } catch (error) {
    // A full disk or a lock is not damage.
    if (!(error instanceof Error) || !isDamage(error)) throw error
    return error.message
  }
}

function firstValue(db: DatabaseSync, pragma: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
}
