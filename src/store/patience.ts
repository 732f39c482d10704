import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from './sqlite-failure.ts'

/** Runs work on the database, however often that takes. */
export type Patience = <T>(work: () => T) => Promise<T>

/** How often a write is tried while another process holds the lock: about 15 s. */
const TRIES = 300

/**
 * Runs `work` until SQLite is not busy, pausing between tries so that this process stays responsive. Busy means that
 * nothing was changed, so trying again is safe. Throws the last failure when the lock is held for longer than that.
 */
export async function patiently<T>(work: () => T): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || tries === TRIES) throw error
    }
    await pause(10 + Math.random() * 80)
  }
}
