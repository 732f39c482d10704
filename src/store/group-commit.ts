import type { DatabaseSync } from 'node:sqlite'
import { patiently } from './patience.ts'
import { isBusy } from './sqlite-failure.ts'
import { inTransaction } from './transaction.ts'

type Job = { run: () => void; done: () => void; fail: (error: unknown) => void }

/**
 * Group commit: writes that are asked for in one turn of the event loop run in their order as one transaction and share one
 * wait for the disk. Each resolves when it is on disk. When one of them throws, nothing of the group is kept and each runs
 * again in a transaction of its own, so that it fails alone. When the lock stays taken, the group fails as one.
 */
export function groupCommit(db: DatabaseSync, retried = patiently): <T>(work: () => T) => Promise<T> {
  let waiting: Job[] = []

  async function flush() {
    const group = waiting
    waiting = []
    if (await committed(group)) return
    for (const job of group) await committed([job])
  }

  /** Whether the group is through: on disk, or failed for good. */
  async function committed(group: Job[]): Promise<boolean> {
    try {
      await retried(() =>
        inTransaction(db, () => {
          for (const { run } of group) run()
        }),
      )
      for (const { done } of group) done()
      return true
    } catch (error) {
      if (group.length > 1 && !isBusy(error)) return false
      for (const { fail } of group) fail(error)
      return true
    }
  }

  return work =>
    new Promise((resolve, fail) => {
      let done = () => {}
      const run = () => {
        const result = work()
        done = () => resolve(result)
      }
      waiting.push({ run, done: () => done(), fail })
      if (waiting.length === 1) setImmediate(flush)
    })
}
