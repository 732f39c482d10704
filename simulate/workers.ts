import { Worker } from 'node:worker_threads'
import type { Outcome } from './outcome.ts'

const threads = 2

/**
 * Simulates years with the seeds from `from` on, two at a time. `lived` gets each outcome, roughly in order.
 */
export async function liveEach(
  { from, years }: { from: number; years: number },
  lived: (outcome: Outcome) => void,
): Promise<void> {
  let next = from
  const last = from + years
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url))
      const ask = () =>
        next < last ? worker.postMessage(next++) : void worker.terminate().then(() => resolve())
      worker.on('error', reject)
      worker.on('message', (outcome: Outcome) => {
        lived(outcome)
        ask()
      })
      ask()
    })
  await Promise.all(Array.from({ length: Math.min(threads, years) }, thread))
}
