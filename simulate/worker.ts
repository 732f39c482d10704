import { parentPort } from 'node:worker_threads'
import { outcomeOf } from './outcome.ts'

// A thread that simulates the years it is asked for.
parentPort?.on('message', async (seed: number) => {
  try {
    const { chronicle: _, ...outcome } = await outcomeOf(seed)
    parentPort?.postMessage(outcome)
  } catch (cause) {
    throw new Error(`year ${seed} failed`, { cause })
  }
})
