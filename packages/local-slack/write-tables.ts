import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './readme-tables.ts'

/** `node packages/local-slack/write-tables.ts`: brings the tables of the README beside this file up to date. */
const readme = new URL('./README.md', import.meta.url)
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')))
