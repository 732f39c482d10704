// Simulated years of the product, judged by an oracle.
import { parseArgs } from 'node:util'
import { runMutations } from './mutations/report.ts'
import { replay } from './replay.ts'
import { liveYears } from './years.ts'

const usage = `npm run simulate                        two hundred years, with the seeds from 1 on
npm run simulate -- --years 10000       another number of years
npm run simulate -- --from 201          with the seeds from there on
npm run simulate -- --seed 7            one year again, and what was found in it
npm run simulate -- --mutations         bugs planted one by one, which all have to be found
npm run simulate -- --help              this`

const options = {
  years: { type: 'string' },
  from: { type: 'string' },
  seed: { type: 'string' },
  mutations: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** The options given; undefined if they cannot be read, or exclude each other. */
function parseOptions() {
  try {
    const { values } = parseArgs({ options })
    const { years = '200', from = '1', seed = '1' } = values
    const isCount = (text: string) => Number.isSafeInteger(Number(text)) && Number(text) > 0
    if (![years, from, seed].every(isCount)) return undefined
    const isRange = values.years !== undefined || values.from !== undefined
    if ([isRange, values.seed, values.mutations, values.help].filter(Boolean).length > 1) return undefined
    return { ...values, years: Number(years), from: Number(from) }
  } catch {
    return undefined
  }
}

async function run(): Promise<number> {
  const given = parseOptions()
  if (!given) {
    console.error(usage)
    return 2
  }
  if (given.help) {
    console.log(usage)
    return 0
  }
  const isWell = given.mutations
    ? await runMutations()
    : given.seed
      ? await replay(Number(given.seed))
      : await liveYears(given)
  return isWell ? 0 : 1
}

process.exitCode = await run()
