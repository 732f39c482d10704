// Years of the product against an oracle: `npm run simulate -- --years 10000`, `-- --seed 7` to see one again,
// `-- --teeth` to see that it finds mistakes that were planted.
import { parseArgs } from 'node:util'
import { replay } from './replay.ts'
import { bite } from './teeth/report.ts'
import { liveYears } from './years.ts'

const usage = `npm run simulate                        two hundred years, with the seeds from 1 on
npm run simulate -- --years 10000       as many years
npm run simulate -- --from 201          with the seeds from there on
npm run simulate -- --seed 7            one year again, and what was found in it
npm run simulate -- --teeth             whether mistakes that are planted are found`

const options = {
  years: { type: 'string', default: '200' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  teeth: { type: 'boolean', default: false },
} as const

/** What was asked for; `undefined`: it cannot be read. */
function asked() {
  try {
    const { values } = parseArgs({ options })
    const [years, from, seed] = [values.years, values.from, values.seed ?? '1'].map(Number)
    if (![years, from, seed].every(number => Number.isSafeInteger(number) && Number(number) > 0))
      return undefined
    return { ...values, years: Number(years), from: Number(from), seed: values.seed && Number(seed) }
  } catch {
    return undefined
  }
}

async function run(): Promise<number> {
  const wish = asked()
  if (!wish) {
    console.error(usage)
    return 2
  }
  const isWell = wish.teeth ? await bite() : wish.seed ? await replay(wish.seed) : await liveYears(wish)
  return isWell ? 0 : 1
}

process.exitCode = await run()
