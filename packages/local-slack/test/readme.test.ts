import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withTables } from '../readme-tables.ts'

it('The README shows the current methods and limits; `npm run tables -w local-slack` writes them', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(withTables(readme)).toBe(readme)
})
