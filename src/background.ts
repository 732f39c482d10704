import type { Log } from './log.ts'

export type Background = ReturnType<typeof createBackground>

/** Work that only stopping the app waits for. */
export function createBackground(log: Pick<Log, 'error'>) {
  const working = new Set<Promise<void>>()
  return {
    /** Never throws: a failure is logged as `message` with `fields`. */
    start(work: () => Promise<void>, message: string, fields: object = {}): void {
      const done: Promise<void> = work()
        .catch(err => log.error({ err, ...fields }, message))
        .finally(() => working.delete(done))
      working.add(done)
    },
    underWay: () => working.size,
    settled: async (): Promise<void> => void (await Promise.all(working)),
  }
}
