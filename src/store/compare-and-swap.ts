import { setTimeout } from 'node:timers/promises'

/** Enough for several processes that all write one key. */
const maxAttempts = 40
/** Attempts without a pause before them: the same conflict rarely happens twice. */
const eagerAttempts = 5
const maxBackoff = 40

/** Counted from 1. `undefined`: another writer was first. */
type Attempt<T> = (attempt: number) => Promise<{ result: T } | undefined>

const sleep = (ms: number): Promise<void> => setTimeout(ms)

/**
 * Repeats a compare-and-swap until it succeeds, with a randomized backoff. After `maxAttempts` it throws an
 * Error that names `what` ("changing complaint:T1:C1:H-7K3Q").
 */
export async function untilSwapped<T>(
  what: string | (() => string),
  attempt: Attempt<T>,
  pause = sleep,
): Promise<T> {
  for (let count = 1; count <= maxAttempts; count++) {
    const swapped = await attempt(count)
    if (swapped) return swapped.result
    const retries = count - eagerAttempts
    if (retries >= 0) await pause(Math.random() * Math.min(2 ** retries, maxBackoff))
  }
  const words = typeof what === 'string' ? what : what()
  throw new Error(`Gave up ${words} after ${maxAttempts} attempts: what is stored was never what was read`)
}
