import type { Log } from './log.ts'

export type Background = ReturnType<typeof createBackground>

/** Work that nobody waits for until the app stops. A failure is logged. */
export function createBackground(log: Pick<Log, 'error'>) {
  const working = new Set<Promise<void>>()
  return {
    /** Starts `work`; if it fails, `words` are logged with what is said `about` it. Never throws. */
    start(work: () => Promise<void>, words: string, about: object = {}): void {
      const done: Promise<void> = work()
        .catch(err => log.error({ err, ...about }, words))
        .finally(() => working.delete(done))
      working.add(done)
    },
    underWay: () => working.size,
    /** Resolves when what is under way is done. */
    settled: async (): Promise<void> => void (await Promise.all(working)),
  }
}
