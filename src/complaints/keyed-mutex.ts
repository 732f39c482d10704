/**
 * Runs work of one key after all earlier work of that key, failed or not; work of other keys runs in
 * parallel.
 */
export type KeyedMutex = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** Serializes the changes of a key within this process, so that a swap fails only because of another one. */
export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const result = (last.get(key) ?? Promise.resolve()).then(work, work)
    const settled: Promise<void> = result.then(forget, forget)
    function forget() {
      if (last.get(key) === settled) last.delete(key)
    }
    last.set(key, settled)
    return result
  }
}
