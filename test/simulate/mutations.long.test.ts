import { expect, it } from 'vitest'
import { bugs } from '../../simulate/mutations/bugs.ts'
import { resultsOf } from '../../simulate/mutations/run.ts'
import { yearOf } from './mutations-table.ts'

it('Some planted bugs are found in the year that the table names; npm run simulate -- --mutations finds them all', async () => {
  const some = bugs.filter((_, index) => index % 7 === 3)
  const results = await resultsOf(some, ({ name }) => [yearOf(name)])
  expect(results.filter(({ seed }) => seed === undefined).map(({ bug }) => bug.name)).toEqual([])
})
