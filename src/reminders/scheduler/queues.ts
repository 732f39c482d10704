import type { Instant } from '../../time/beijing.ts'

/** A key that waits for its turn: whose turn comes first (the lowest), and since when it has waited. */
export type Waiting = { key: string; rank: number; since: Instant }

export type Queues = {
  has(key: string): boolean
  add(lane: string, waiting: Waiting): void
  /** Takes out the one whose turn it is. */
  next(lane: string): Waiting | undefined
  /** The lanes in which somebody waits, the one longest not served first. */
  lanes(): string[]
  in(lane: string): readonly Waiting[]
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
    add(lane, waiting) {
      const queue = lanes.get(lane) ?? []
      lanes.set(lane, queue)
      let [low, high] = [0, queue.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((queue[middle]?.rank ?? 0) > waiting.rank) low = middle + 1
        else high = middle
      }
      queue.splice(low, 0, waiting)
      known.add(waiting.key)
    },
    next(lane) {
      const queue = lanes.get(lane) ?? []
      const waiting = queue.pop()
      lanes.delete(lane)
      if (queue.length > 0) lanes.set(lane, queue)
      if (waiting) known.delete(waiting.key)
      return waiting
    },
    lanes: () => [...lanes.keys()],
    in: lane => lanes.get(lane) ?? [],
    size: () => known.size,
    clear() {
      lanes.clear()
      known.clear()
    },
  }
}
