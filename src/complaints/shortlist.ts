/** The first few items in a given order, and the number of all items. */
export type Shortlist<T> = { first: T[]; count: number }

/** Collects a shortlist of `max` items. To keep `add` cheap, surplus items are dropped only now and then. */
export function createShortlist<T>(max: number, order: (a: T, b: T) => number) {
  let kept: T[] = []
  let count = 0
  const cut = () => kept.sort(order).slice(0, max)
  return {
    add(item: T) {
      count++
      kept.push(item)
      if (kept.length >= 4 * max) kept = cut()
    },
    get: (): Shortlist<T> => ({ first: cut(), count }),
  }
}
