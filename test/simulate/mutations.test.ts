import { expect, it } from 'vitest'
import { bugs } from '../../simulate/mutations/bugs.ts'
import { planted } from '../../simulate/mutations/plant.ts'
import { yearOf } from './mutations-table.ts'

it.each(bugs)(
  'The planted bug “$name” still applies to the source and is listed in docs/reliability.md',
  bug => {
    expect(planted(bug)).toContain(bug.to)
    expect(yearOf(bug.name)).toBeGreaterThan(0)
  },
)

it('There are at least 25 planted bugs, with unique names', () => {
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
  expect(bugs.length).toBeGreaterThanOrEqual(25)
})
