import { setImmediate } from 'node:timers/promises'

/** Long work, as a generator that yields every few milliseconds. */
export type Slices<T> = Generator<undefined, T, undefined>

/** Runs the work in one go. */
export function runNow<T>(work: Slices<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** Runs the work a slice at a time and lets the event loop turn in between. */
export async function runInSlices<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await setImmediate()
  }
}

/** Calls `each` for every item and yields after every `size` of them. */
export function* sliced<T>(items: Iterable<T>, size: number, each: (item: T) => void): Slices<void> {
  let count = 0
  for (const item of items) {
    each(item)
    if (++count % size === 0) yield
  }
}
