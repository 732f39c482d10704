import { expect, it } from 'vitest'
import { outcomeOf } from '../../simulate/outcome.ts'

const again = (seed: number) => `see it again with: npm run simulate -- --seed ${seed}`

const seeds = Array.from({ length: 200 }, (_, index) => index + 1)

it.each(seeds)(
  'In year %i of crashes, lost answers, dead channels and wrong clocks everybody is told what they should be, once',
  async seed => {
    const { findings } = await outcomeOf(seed)
    expect(findings, again(seed)).toEqual([])
  },
)

it('A year can be lived again: the same seed gives the same year to the letter, another seed another', async () => {
  const [first, second, other] = [await outcomeOf(11), await outcomeOf(11), await outcomeOf(12)]
  expect(second.trace).toBe(first.trace)
  expect(other.trace).not.toBe(first.trace)
})
