import { parentPort, workerData } from 'node:worker_threads'
import type { Bug } from './bug.ts'
import { plant } from './plant.ts'

// A thread that lives years with a bug until something is found.
const { bug, seeds }: { bug: Bug; seeds: number[] } = workerData
plant(bug)
const { outcomeOf } = await import('../outcome.ts')
let killed: { seed: number; said: string } | undefined
for (const seed of seeds) {
  const { findings } = await outcomeOf(seed)
  // A year in which something did not happen shows nothing.
  const found = findings.find(({ what }) => what !== 'too calm')
  if (!found) continue
  const { what, about, expected, happened } = found
  killed = { seed, said: `${what}: ${about}; expected: ${expected}; happened: ${happened}` }
  break
}
parentPort?.postMessage(killed)
