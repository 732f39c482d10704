/** Runs work of one key after that before it, whatever became of that; work of other keys runs beside it. */
export type KeyedMutex = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** One change of a key at a time in this process, so that only other processes make a swap fail. */
export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const result = (last.get(key) ?? Promise.resolve()).then(work, work)
    const settled: Promise<void> = result.then(done, done)
    function done() {
      if (last.get(key) === settled) last.delete(key)
    }
    last.set(key, settled)
    return result
  }
}
