import { expect, it } from 'vitest'
import { type Outcome, outcomeOf } from '../../simulate/outcome.ts'
import { liveEach } from '../../simulate/threads.ts'

const again = (seed: number) => `see it again with: npm run simulate -- --seed ${seed}`

const years = 200
const seeds = Array.from({ length: years }, (_, index) => index + 1)
const lived = new Map(seeds.map(seed => [seed, Promise.withResolvers<Outcome>()]))
const living = liveEach({ from: 1, years }, outcome => lived.get(outcome.seed)?.resolve(outcome))

it.each(seeds)(
  'In year %i of crashes, lost answers, dead channels and wrong clocks everybody is told what they should be, once',
  async seed => {
    // A year that could not be lived through ends the living.
    const outcome = await Promise.race([
      lived.get(seed)?.promise,
      living.then(() => lived.get(seed)?.promise),
    ])
    expect(outcome?.findings, again(seed)).toEqual([])
  },
)

it('A year can be lived again: the same seed gives the same year to the letter, another seed another', async () => {
  const [first, second, other] = [await outcomeOf(11), await outcomeOf(11), await outcomeOf(12)]
  expect(second.trace).toBe(first.trace)
  expect(other.trace).not.toBe(first.trace)
})
