import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './readme-tables.ts'

/** `npm run tables -w local-slack` brings the tables of the README up to date. */
const readme = new URL('./README.md', import.meta.url)
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')))
