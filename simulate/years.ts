import { add, lastLines, nothing, told } from './summary.ts'
import { liveEach } from './workers.ts'

/** Years in which something was found are told of, up to so many. */
const maxTold = 10

/** Lives through years with the seeds from `from` on, prints what it finds and the last lines; whether nothing was found. */
export async function liveYears(range: { from: number; years: number }): Promise<boolean> {
  const began = Date.now()
  const sum = nothing()
  let toldOf = 0
  await liveEach(range, outcome => {
    add(sum, outcome)
    const { seed, findings } = outcome
    if (findings.length > 0 && toldOf++ < maxTold) {
      for (const finding of findings.slice(0, 3)) console.log(told(finding))
      console.log(`  again: npm run simulate -- --seed ${seed}`)
    }
    if (sum.years % 500 === 0) console.log(`${sum.years} years`)
  })
  for (const line of lastLines(sum, Date.now() - began)) console.log(line)
  return sum.found.size === 0
}
