/** How many texts are remembered with what they say. */
const most = 500

export type Memory<T> = { read(text: string): T; wrote(text: string, value: T): void }

/**
 * Reads texts, and remembers what the latest ones say, those that were written here included: for each message a complaint
 * is read about ten times, and changed three times. What is remembered is shared, so it must not be changed in place.
 */
export function createMemory<T>(parse: (text: string) => T): Memory<T> {
  const known = new Map<string, T>()
  function wrote(text: string, value: T) {
    const [oldest] = known.size >= most ? known.keys() : []
    if (oldest !== undefined) known.delete(oldest)
    known.set(text, value)
  }
  return {
    wrote,
    read(text) {
      const remembered = known.get(text)
      if (remembered !== undefined) return remembered
      const value = parse(text)
      wrote(text, value)
      return value
    },
  }
}
