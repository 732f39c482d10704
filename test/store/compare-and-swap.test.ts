import { describe, expect, it } from 'vitest'
import { untilSwapped } from '../../src/store/compare-and-swap.ts'

/** Lets an attempt lose to another writer `losses` times. */
async function rivalled(losses: number) {
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

describe('A compare-and-swap that is repeated', () => {
  it('ends with the first attempt that no other writer came before', async () => {
    expect(await rivalled(0)).toEqual({ outcome: 'kept', attempts: 1, pauses: [] })
    expect(await rivalled(3)).toEqual({ outcome: 'kept', attempts: 4, pauses: [] })
  })

  it('gives the rivals room after some attempts, a little longer each time', async () => {
    const { outcome, pauses } = await rivalled(20)
    expect(outcome).toBe('kept')
    expect(pauses).toHaveLength(16)
    for (const pause of pauses) expect(pause).toBeLessThanOrEqual(40)
  })

  it('gives up at last, and names what it was about', async () => {
    const { outcome, attempts } = await rivalled(Number.POSITIVE_INFINITY)
    expect(attempts).toBe(40)
    expect(outcome).toContain('Gave up changing complaint:T1:C1:H-7K3Q after 40 attempts')
  })

  it('passes on what an attempt throws', async () => {
    const refused = untilSwapped('changing it', async () => {
      throw new Error('disk full')
    })
    await expect(refused).rejects.toThrow('disk full')
  })
})
