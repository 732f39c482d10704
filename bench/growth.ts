// `npm run bench:growth [-- --quick] [--json FILE]` measures the app as complaints pile up.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '../src/store/open.ts'
import { fill } from './growth/filled.ts'
import { type Figures, measure } from './growth/measured.ts'
import { openShop } from './growth/running.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } })
const full = [
  { open: 20, closed: 0 },
  { open: 20, closed: 100 },
  { open: 20, closed: 1_000 },
  { open: 20, closed: 10_000 },
  { open: 20, closed: 100_000 },
  { open: 10_000, closed: 0 },
]
const quick = [
  { open: 20, closed: 100 },
  { open: 20, closed: 10_000 },
  { open: 2_000, closed: 0 },
]
const times = values.quick ? 3 : 11

const columns: Record<string, Figures> = {}
for (const stored of values.quick ? quick : full) {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'))
  const path = join(folder, 'bench.sqlite')
  const engine = openEngine(`sqlite://${path}`)
  const id = await fill(engine, stored)
  await engine.close()
  const shop = await openShop(path)
  columns[`${stored.open} open, ${stored.closed} closed`] = await measure(shop, { id, times })
  await shop.close()
  rmSync(folder, { recursive: true })
}

const names = Object.keys(columns)
const rows = Object.keys(columns[names[0] ?? ''] ?? {})
console.log('Median times and longest delays of the event loop in ms, memory in MB:\n')
console.log(`| | ${names.join(' | ')} |\n| --- |${names.map(() => ' ---: |').join('')}`)
for (const row of rows)
  console.log(`| ${row} | ${names.map(name => columns[name]?.[row]?.toFixed(0) ?? '').join(' | ')} |`)
if (values.json) writeFileSync(values.json, JSON.stringify(columns, null, 2))
