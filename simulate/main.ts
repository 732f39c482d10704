// Years of the product against an oracle: `npm run simulate -- --years 10000`, `-- --seed 7` to see one again.
import { parseArgs } from 'node:util'
import { replay } from './replay.ts'
import { liveYears } from './years.ts'

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
})

const nothingFound = values.seed
  ? await replay(Number(values.seed))
  : await liveYears({ from: Number(values.from), years: Number(values.years) })
process.exitCode = nothingFound ? 0 : 1
