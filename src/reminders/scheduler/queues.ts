import type { Instant } from '../../time/beijing.ts'

/** A key that waits for its turn: whose turn comes first (the lowest), and since when it has waited. */
export type Waiting = { key: string; rank: number; since: Instant }

export type Queues = {
  has(key: string): boolean
  add(channelKey: string, waiting: Waiting): void
  /** Takes out the one whose turn it is. */
  next(channelKey: string): Waiting | undefined
  /** The lanes in which somebody waits, the one longest not served first. */
  lanes(): string[]
  in(channelKey: string): readonly Waiting[]
  size(): number
  clear(): void
}

/** Keys in lanes: in each the lowest rank first, of equals the one that came first. */
export function createQueues(): Queues {
  /** The next one last, so that taking it out is cheap. */
  const lanes = new Map<string, Waiting[]>()
  const known = new Set<string>()
  return {
    has: key => known.has(key),
    add(channelKey, waiting) {
      const queue = lanes.get(channelKey) ?? []
      lanes.set(channelKey, queue)
      let [low, high] = [0, queue.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((queue[middle]?.rank ?? 0) > waiting.rank) low = middle + 1
        else high = middle
      }
      queue.splice(low, 0, waiting)
      known.add(waiting.key)
    },
    next(channelKey) {
      const queue = lanes.get(channelKey) ?? []
      const waiting = queue.pop()
      lanes.delete(channelKey)
      if (queue.length > 0) lanes.set(channelKey, queue)
      if (waiting) known.delete(waiting.key)
      return waiting
    },
    lanes: () => [...lanes.keys()],
    in: channelKey => lanes.get(channelKey) ?? [],
    size: () => known.size,
    clear() {
      lanes.clear()
      known.clear()
    },
  }
}
