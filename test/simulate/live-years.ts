import { expect, it } from 'vitest'
import { type Outcome, outcomeOf } from '../../simulate/outcome.ts'
import { liveEach } from '../../simulate/workers.ts'

/** Adds a test for each simulated year. The years run on two threads, ahead of the tests. */
export function itLivesThrough({ from, years }: { from: number; years: number }): void {
  const seeds = Array.from({ length: years }, (_, index) => from + index)
  const outcomes = new Map(seeds.map(seed => [seed, Promise.withResolvers<Outcome>()]))
  const all = liveEach({ from, years }, outcome => outcomes.get(outcome.seed)?.resolve(outcome))

  it.each(seeds)(
    'In year %i of crashes, lost answers, dead channels and wrong clocks every reminder comes in time, and once',
    async seed => {
      const one = outcomes.get(seed)?.promise
      // If one year throws, all of them end, so that no test waits for ever.
      const outcome = await Promise.race([one, all.then(() => one)])
      expect(outcome?.findings, `to see it again: npm run simulate -- --seed ${seed}`).toEqual([])
    },
  )
}

export const traceOf = async (seed: number): Promise<string> => (await outcomeOf(seed)).trace
