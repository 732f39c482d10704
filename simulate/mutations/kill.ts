import { Worker } from 'node:worker_threads'
import type { Bug } from './bug.ts'
import { planted } from './plant.ts'

/** What the oracle said of a bug first, and in which year; no `seed`: in none of them. */
export type Fate = { bug: Bug; seed?: number; said: string }

/** So long one bug is given at most, in ms: one with which the app never comes to rest is found out. */
const patience = 180_000

/** Lives the years of these seeds with a bug until the oracle finds something. */
export function tryToKill(bug: Bug, seeds: number[]): Promise<Fate> {
  planted(bug)
  return new Promise(resolve => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { bug, seeds } })
    const end = (fate: Omit<Fate, 'bug'>) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve({ bug, ...fate })
    }
    const timer = setTimeout(() => end({ said: `nothing within ${patience / 1000} s` }), patience)
    worker.on('message', (killed: { seed: number; said: string } | undefined) =>
      end(killed ?? { said: 'nothing' }),
    )
    // A bug that makes the app fall over is no bug that could go unnoticed.
    worker.on('error', error => end({ said: `fell over: ${error}` }))
  })
}

/** The fates of all of these bugs, as many at once as there are `threads`, in order. */
export async function fatesOf(bugs: Bug[], seeds: (bug: Bug) => number[], threads = 2): Promise<Fate[]> {
  const fates: Fate[] = []
  const left = [...bugs.entries()]
  const thread = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, bug] = next
      fates[index] = await tryToKill(bug, seeds(bug))
    }
  }
  await Promise.all(Array.from({ length: threads }, thread))
  return fates
}
