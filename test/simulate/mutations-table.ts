import { readFileSync } from 'node:fs'

const table = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')

/** The year in which a planted bug is found according to docs/reliability.md; NaN if it is not listed. */
export const yearOf = (name: string): number => Number(table.split(`| ${name} `)[1]?.split('|')[1])
