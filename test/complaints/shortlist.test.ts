import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createShortlist } from '../../src/complaints/shortlist.ts'

it('A shortlist equals the first items of the sorted whole, and counts all', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ max: 50 })), fc.integer({ min: 1, max: 9 }), (numbers, max) => {
      const shortlist = createShortlist<number>(max, (a, b) => a - b)
      for (const number of numbers) shortlist.add(number)
      const first = numbers.toSorted((a, b) => a - b).slice(0, max)
      expect(shortlist.get()).toEqual({ first, count: numbers.length })
    }),
  )
})
