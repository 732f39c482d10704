import { setTimeout } from 'node:timers/promises'

/** Enough for several processes that all write to one key. */
const maxAttempts = 40
/** The first attempts follow each other without a pause, because a conflict rarely repeats. */
const eagerAttempts = 5
const maxBackoffMs = 40

/** One try at a swap; `attempt` counts from 1. Resolves to `undefined` if another writer was first. */
type Attempt<T> = (attempt: number) => Promise<{ result: T } | undefined>

const sleep = (ms: number): Promise<void> => setTimeout(ms)

/**
 * Repeats a compare-and-swap until it succeeds, with a randomized backoff. After `maxAttempts` it throws an
 * Error in which `what` says what was given up: "changing complaint:T1:C1:H-7K3Q".
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
    if (retries >= 0) await pause(Math.random() * Math.min(2 ** retries, maxBackoffMs))
  }
  const words = typeof what === 'string' ? what : what()
  throw new Error(`Gave up ${words} after ${maxAttempts} attempts: what is stored was never what was read`)
}
