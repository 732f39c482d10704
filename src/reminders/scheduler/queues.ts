import type { Instant } from '../../time/beijing.ts'

/** A key in a queue: the lowest rank goes first; `since`: when it was queued. */
export type Waiting = { key: string; rank: number; since: Instant }

export type Queues = {
  has(key: string): boolean
  add(channelKey: string, waiting: Waiting): void
  /** Removes and returns the next key of a channel. */
  next(channelKey: string): Waiting | undefined
  /** Channels with waiting keys, least recently served first. */
  channels(): string[]
  in(channelKey: string): readonly Waiting[]
  size(): number
  clear(): void
}

/** A priority queue for each channel: lowest rank first, ties in the order they came. */
export function createQueues(): Queues {
  /** The next one is the last element, where removing it is cheap. */
  const queues = new Map<string, Waiting[]>()
  const known = new Set<string>()
  return {
    has: key => known.has(key),
    add(channelKey, waiting) {
      const queue = queues.get(channelKey) ?? []
      queues.set(channelKey, queue)
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
      const queue = queues.get(channelKey) ?? []
      const waiting = queue.pop()
      queues.delete(channelKey)
      if (queue.length > 0) queues.set(channelKey, queue)
      if (waiting) known.delete(waiting.key)
      return waiting
    },
    channels: () => [...queues.keys()],
    in: channelKey => queues.get(channelKey) ?? [],
    size: () => known.size,
    clear() {
      queues.clear()
      known.clear()
    },
  }
}
