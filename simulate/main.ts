// Years of the product against an oracle: `npm run simulate -- --years 10000`, `-- --seed 7` to see one again,
// `-- --teeth` to see that it finds mistakes that were planted.
import { parseArgs } from 'node:util'
import { replay } from './replay.ts'
import { bite } from './teeth/report.ts'
import { liveYears } from './years.ts'

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    teeth: { type: 'boolean', default: false },
  },
})

const isWell = values.teeth
  ? await bite()
  : values.seed
    ? await replay(Number(values.seed))
    : await liveYears({ from: Number(values.from), years: Number(values.years) })
process.exitCode = isWell ? 0 : 1
