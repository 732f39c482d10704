import { expect, it } from 'vitest'
import { backoff } from '../src/retry-policy.ts'

it('The backoff doubles with each failure in a row, up to its maximum', () => {
  const limits = { first: 1_000, max: 30_000 }
  expect([1, 2, 3, 5, 6, 5_000].map(failures => backoff(failures, limits))).toEqual([
    1_000, 2_000, 4_000, 16_000, 30_000, 30_000,
  ])
})
