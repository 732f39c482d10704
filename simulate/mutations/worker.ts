import { parentPort, workerData } from 'node:worker_threads'
import type { Bug } from './bug.ts'
import { plant } from './plant.ts'

// A thread that simulates years with a bug until something is found.
const { bug, seeds }: { bug: Bug; seeds: number[] } = workerData
plant(bug)
const { outcomeOf } = await import('../outcome.ts')

async function firstFinding(): Promise<{ seed: number; said: string } | undefined> {
  for (const seed of seeds) {
    const { findings } = await outcomeOf(seed)
    // A year in which something did not happen proves nothing.
    const found = findings.find(({ what }) => what !== 'not covered')
    if (!found) continue
    const { what, about, expected, happened } = found
    return { seed, said: `${what}: ${about}; expected: ${expected}; happened: ${happened}` }
  }
  return undefined
}

parentPort?.postMessage(await firstFinding())
