import { Worker } from 'node:worker_threads'
import type { Outcome } from './outcome.ts'
import { add, lastLines, nothing, told } from './summary.ts'

const threads = 2
/** Years in which something was found are told of, up to so many. */
const mostTold = 10

/** Lives through years with the seeds from `from` on, prints what it finds and the last lines; whether nothing was found. */
export async function liveYears({ from, years }: { from: number; years: number }): Promise<boolean> {
  const began = Date.now()
  const sum = nothing()
  let next = from
  let toldOf = 0
  const last = from + years

  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url))
      const ask = () =>
        next < last ? worker.postMessage(next++) : void worker.terminate().then(() => resolve())
      worker.on('error', reject)
      worker.on('message', (outcome: Outcome) => {
        add(sum, outcome)
        const { seed, findings } = outcome
        if (findings.length > 0 && toldOf++ < mostTold) {
          for (const finding of findings.slice(0, 3)) console.log(told(finding))
          console.log(`  again: npm run simulate -- --seed ${seed}`)
        }
        if (sum.years % 500 === 0) console.log(`${sum.years} years`)
        ask()
      })
      ask()
    })
  await Promise.all(Array.from({ length: Math.min(threads, years) }, thread))
  for (const line of lastLines(sum, Date.now() - began)) console.log(line)
  return sum.found.size === 0
}
