import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from './sqlite-failure.ts'

/** Runs work on the database, retrying while it is locked. */
export type Patience = <T>(work: () => T) => Promise<T>

/** About 15 s. */
const maxTries = 300

/**
 * Runs `work` again while another process holds SQLite's lock, with pauses so that this process stays
 * responsive. A busy database has changed nothing, so retrying is safe. Throws the last error after
 * `maxTries`.
 */
export async function patiently<T>(work: () => T): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || tries === maxTries) throw error
    }
    await pause(10 + Math.random() * 80)
  }
}
