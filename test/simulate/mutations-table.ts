import { readFileSync } from 'node:fs'

const table = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')

/** The year in which a planted bug was found, by the table; NaN if it is not there. */
export const yearOf = (name: string): number => Number(table.split(`| ${name} `)[1]?.split('|')[1])
