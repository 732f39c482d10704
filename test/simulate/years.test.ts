import { expect, it } from 'vitest'
import { itLivesThrough, traceOf } from './live-years.ts'

itLivesThrough({ from: 1, years: 20 })

it('A year can be replayed: the same seed gives the same trace, another seed another', async () => {
  const [first, second, other] = [await traceOf(11), await traceOf(11), await traceOf(12)]
  expect(second).toBe(first)
  expect(other).not.toBe(first)
})
