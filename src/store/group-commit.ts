import type { DatabaseSync } from 'node:sqlite'
import { patiently } from './patiently.ts'
import { isBusy } from './sqlite-failure.ts'
import { inTransaction } from './transaction.ts'

type Job = { run: () => void; done: () => void; fail: (error: unknown) => void }

/**
 * Group commit: the writes of one turn of the event loop run in order as one transaction and share one wait
 * for the disk. Each resolves when it is on disk. If one throws, the group is rolled back and each runs
 * again in a separate transaction, so that only the faulty one fails. If the lock stays taken, the whole
 * group fails.
 */
export function groupCommit(db: DatabaseSync, retrying = patiently): <T>(work: () => T) => Promise<T> {
  let waiting: Job[] = []

  async function flush() {
    const group = waiting
    waiting = []
    if (await isSettled(group)) return
    for (const job of group) await isSettled([job])
  }

  /** False if the jobs must run again one by one; otherwise all are settled. */
  async function isSettled(group: Job[]): Promise<boolean> {
    try {
      await retrying(() =>
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
