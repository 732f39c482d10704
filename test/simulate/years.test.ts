import { expect, it } from 'vitest'
import { outcomeOf } from '../../simulate/outcome.ts'

const again = (seed: number) => `see it again with: npm run simulate -- --seed ${seed}`

const first = Array.from({ length: 25 }, (_, index) => index + 1)
/** Years in which a fault was found once, of the app or of the oracle. */
const oddOnes = [179, 318, 334, 383, 457, 529, 536, 582, 664, 679, 1002, 1092, 1398, 1696, 1729]

it.each([...first, ...oddOnes])(
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
