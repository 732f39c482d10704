import { LRUCache } from 'lru-cache'

/** Keeps a value, and of all those kept the latest `most`. */
export function keep<Key, Value>(known: Map<Key, Value>, most: number, key: Key, value: Value) {
  const [oldest] = known.size >= most && !known.has(key) ? known.keys() : []
  if (oldest !== undefined) known.delete(oldest)
  known.set(key, value)
}

export type Memory<Key, Value> = { read(key: Key): Value }

/** Works out what is asked for, and remembers the latest `most` answers. They are shared, so they must not be changed in place. */
export function createMemory<Key, Value>(workOut: (key: Key) => Value, most: number): Memory<Key, Value> {
  const known = new Map<Key, Value>()
  return {
    read(key) {
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered
      const value = workOut(key)
      keep(known, most, key, value)
      return value
    },
  }
}

/** The same function, which remembers its answers to the `most` latest questions; they must not be changed in place. */
export function remembered<Answer extends object>(
  most: number,
  work: (question: string) => Answer,
): (question: string) => Answer {
  const answers = new LRUCache<string, Answer>({ max: most })
  return question => {
    const known = answers.get(question)
    if (known) return known
    const answer = work(question)
    answers.set(question, answer)
    return answer
  }
}
