import { expect, it } from 'vitest'
import { bugs } from '../../simulate/teeth/bugs.ts'
import { fatesOf } from '../../simulate/teeth/kill.ts'
import { yearOf } from './teeth-table.ts'

it('Some planted mistakes are found in the year that the table names; npm run simulate -- --teeth finds them all', async () => {
  const some = bugs.filter((_, index) => index % 7 === 3)
  const fates = await fatesOf(some, ({ name }) => [yearOf(name)])
  expect(fates.filter(({ seed }) => seed === undefined).map(({ bug }) => bug.name)).toEqual([])
})
