// Years of the product against an oracle: `npm run simulate -- --years 10000`, `-- --seed 7` to see one again,
// `-- --teeth` to see that it finds mistakes that were planted.
import { parseArgs } from 'node:util'
import { bite } from './mutations/report.ts'
import { replay } from './replay.ts'
import { liveYears } from './years.ts'

const usage = `npm run simulate                        two hundred years, with the seeds from 1 on
npm run simulate -- --years 10000       as many years
npm run simulate -- --from 201          with the seeds from there on
npm run simulate -- --seed 7            one year again, and what was found in it
npm run simulate -- --teeth             whether mistakes that are planted are found
npm run simulate -- --help              this`

const options = {
  years: { type: 'string' },
  from: { type: 'string' },
  seed: { type: 'string' },
  mutations: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** What was asked for; `undefined`: it cannot be read, or cannot be done together. */
function asked() {
  try {
    const { values } = parseArgs({ options })
    const { years = '200', from = '1', seed = '1' } = values
    const isCount = (text: string) => Number.isSafeInteger(Number(text)) && Number(text) > 0
    if (![years, from, seed].every(isCount)) return undefined
    const isOfMany = values.years !== undefined || values.from !== undefined
    if ([isOfMany, values.seed, values.mutations, values.help].filter(Boolean).length > 1) return undefined
    return { ...values, years: Number(years), from: Number(from) }
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
  if (wish.help) {
    console.log(usage)
    return 0
  }
  const isWell = wish.mutations
    ? await bite()
    : wish.seed
      ? await replay(Number(wish.seed))
      : await liveYears(wish)
  return isWell ? 0 : 1
}

process.exitCode = await run()
