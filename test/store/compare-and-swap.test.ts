import { describe, expect, it } from 'vitest'
import { untilSwapped } from '../../src/store/compare-and-swap.ts'

/** A swap that loses to another writer `losses` times. */
async function swapAfter(losses: number) {
  const pauses: number[] = []
  let attempts = 0
  const outcome = await untilSwapped(
    'changing complaint:T1:C1:H-7K3Q',
    async count => {
      attempts = count
      return count > losses ? { result: 'kept' } : undefined
    },
    async (ms: number) => void pauses.push(ms),
  ).catch((error: unknown) => (error instanceof Error ? error.message : ''))
  return { outcome, attempts, pauses }
}

describe('A repeated compare-and-swap', () => {
  it('ends with the first attempt that succeeds', async () => {
    expect(await swapAfter(0)).toEqual({ outcome: 'kept', attempts: 1, pauses: [] })
    expect(await swapAfter(3)).toEqual({ outcome: 'kept', attempts: 4, pauses: [] })
  })

  it('pauses between attempts after the fifth, for up to 40 ms', async () => {
    const { outcome, pauses } = await swapAfter(20)
    expect(outcome).toBe('kept')
    expect(pauses).toHaveLength(16)
    for (const pause of pauses) expect(pause).toBeLessThanOrEqual(40)
  })

  it('gives up after 40 attempts and names what it was changing', async () => {
    const { outcome, attempts } = await swapAfter(Number.POSITIVE_INFINITY)
    expect(attempts).toBe(40)
    expect(outcome).toContain('Gave up changing complaint:T1:C1:H-7K3Q after 40 attempts')
  })

  it('throws what an attempt throws', async () => {
    const refused = untilSwapped('changing it', async () => {
      throw new Error('disk full')
    })
    await expect(refused).rejects.toThrow('disk full')
  })
})
