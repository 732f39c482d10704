import { setImmediate } from 'node:timers/promises'

/** Long work in slices of a few milliseconds, which others can come between. */
export type Slices<T> = Generator<undefined, T, undefined>

/** Does the work in one go. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** Does the work slice by slice; whatever else is waiting has its turn after each. */
export async function inTurns<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await setImmediate()
  }
}

/** The items one by one; a slice ends after every `size` of them. */
export function* sliced<T>(items: Iterable<T>, size: number, each: (item: T) => void): Slices<void> {
  let count = 0
  for (const item of items) {
    each(item)
    if (++count % size === 0) yield
  }
}
