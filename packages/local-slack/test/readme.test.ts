import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withTables } from '../readme-tables.ts'

it('the README shows the methods and limits as they are: else run `npx node packages/local-slack/write-tables.ts`', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(withTables(readme)).toBe(readme)
})
