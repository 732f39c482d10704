import { Worker } from 'node:worker_threads'
import type { Bug } from './bug.ts'
import { planted } from './plant.ts'

/** The first finding about a bug, and the seed of its year; no `seed` if no year showed it. */
export type Result = { bug: Bug; seed?: number; said: string }

/** The longest time for one bug: with some the app never comes to rest. */
const timeoutMs = 180_000

/** Simulates years with a bug until the oracle finds something. */
function runMutation(bug: Bug, seeds: number[]): Promise<Result> {
  planted(bug)
  return new Promise(resolve => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { bug, seeds } })
    const end = (result: Omit<Result, 'bug'>) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve({ bug, ...result })
    }
    const timer = setTimeout(() => end({ said: `nothing within ${timeoutMs / 1000} s` }), timeoutMs)
    worker.on('message', (found: { seed: number; said: string } | undefined) =>
      end(found ?? { said: 'nothing' }),
    )
    // A bug that crashes the app would not go unnoticed either.
    worker.on('error', error => end({ said: `crashed: ${error}` }))
  })
}

/** The results of all of these bugs, in order. */
export async function resultsOf(bugs: Bug[], seeds: (bug: Bug) => number[]): Promise<Result[]> {
  const results: Result[] = []
  const left = [...bugs.entries()]
  const thread = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, bug] = next
      results[index] = await runMutation(bug, seeds(bug))
    }
  }
  await Promise.all([thread(), thread()])
  return results
}
