import { add, emptySum, lastLines, lineOf } from './summary.ts'
import { liveEach } from './workers.ts'

/** The most years whose findings are printed. */
const maxPrinted = 10

/**
 * Simulates years with the seeds from `from` on and prints findings and a summary; true if nothing was found.
 */
export async function liveYears(range: { from: number; years: number }): Promise<boolean> {
  const began = Date.now()
  const sum = emptySum()
  let printed = 0
  await liveEach(range, outcome => {
    add(sum, outcome)
    const { seed, findings } = outcome
    if (findings.length > 0 && printed++ < maxPrinted) {
      for (const finding of findings.slice(0, 3)) console.log(lineOf(finding))
      console.log(`  again: npm run simulate -- --seed ${seed}`)
    }
    if (sum.years % 500 === 0) console.log(`${sum.years} years`)
  })
  for (const line of lastLines(sum, Date.now() - began)) console.log(line)
  return sum.found.size === 0
}
