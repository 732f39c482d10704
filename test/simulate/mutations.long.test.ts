import { expect, it } from 'vitest'
import { bugs } from '../../simulate/mutations/bugs.ts'
import { fatesOf } from '../../simulate/mutations/kill.ts'
import { yearOf } from './mutations-table.ts'

it('Some planted mistakes are found in the year that the table names; npm run simulate -- --teeth finds them all', async () => {
  const some = bugs.filter((_, index) => index % 7 === 3)
  const fates = await fatesOf(some, ({ name }) => [yearOf(name)])
  expect(fates.filter(({ seed }) => seed === undefined).map(({ bug }) => bug.name)).toEqual([])
})
