import { describe, expect, it } from 'vitest'
import { rateLimited } from '../../src/slack/rate-limited.ts'
import { createRateLimiter } from '../../src/slack/rate-limiter.ts'
import { createMemorySlack } from '../../testing/memory-slack/memory-slack.ts'

function limiterAt(start: number) {
  const state = { now: start }
  return { state, limiter: createRateLimiter(() => state.now) }
}

/** The times, in ms from now, at which `count` messages go out that are all due now. */
function timesOf(channel: string, count: number, { state, limiter }: ReturnType<typeof limiterAt>): number[] {
  const start = state.now
  return Array.from({ length: count }, () => {
    state.now = Math.max(state.now, limiter.opensAt(channel))
    limiter.take(channel)
    return state.now - start
  })
}

describe('A rate limiter', () => {
  it('lets three messages to a channel through at once, then one a second', () => {
    expect(timesOf('T1:C1', 6, limiterAt(5_000_000))).toEqual([0, 0, 0, 1000, 2000, 3000])
  })

  it('lets three through at once again after three seconds', () => {
    const at = limiterAt(5_000_000)
    timesOf('T1:C1', 3, at)
    at.state.now += 3_000
    expect(timesOf('T1:C1', 4, at)).toEqual([0, 0, 0, 1000])
  })

  it('pauses for as long as Slack asked, then lets one a second through', () => {
    const at = limiterAt(5_000_000)
    at.limiter.pause('T1:C1', 30_000)
    expect(at.limiter.opensAt('T1:C1')).toBe(5_030_000)
    expect(timesOf('T1:C1', 3, at)).toEqual([30_000, 31_000, 32_000])
  })

  it('pauses for two minutes at most, whatever Slack asked', () => {
    const at = limiterAt(5_000_000)
    at.limiter.pause('T1:C1', 3_600_000)
    expect(at.limiter.opensAt('T1:C1')).toBe(5_120_000)
  })

  it('does not pause other channels', () => {
    const at = limiterAt(5_000_000)
    at.limiter.pause('T1:C1', 30_000)
    expect(timesOf('T1:C2', 3, at)).toEqual([0, 0, 0])
  })

  it('forgets its pauses when the clock is set back', () => {
    const at = limiterAt(5_000_000_000)
    at.limiter.pause('T1:C1', 30_000)
    at.state.now = 5_000_000
    expect(at.limiter.opensAt('T1:C1')).toBeLessThanOrEqual(at.state.now)
  })
})

describe('A rate-limited Slack', () => {
  function slackAt(start: number) {
    const at = limiterAt(start)
    const slack = createMemorySlack(() => at.state.now)
    const limited = rateLimited(slack, { rateLimiter: at.limiter, team: 'T1', now: () => at.state.now })
    const post = (channel: string) => limited.post({ channel, text: 'hello', blocks: [] })
    return { ...at, slack, limited, post }
  }

  it('does not call Slack too early', async () => {
    const { slack, post } = slackAt(5_000_000)
    for (let n = 0; n < 3; n++) await post('C1')
    expect(await post('C1')).toEqual({ kind: 'busy', waitMs: 1000, error: 'paced' })
    expect(await post('C2')).toMatchObject({ kind: 'sent' })
    expect(slack.calls).toHaveLength(4)
  })

  it('pauses the channel that Slack names, and all updates of messages together', async () => {
    const { slack, state, post, limited } = slackAt(5_000_000)
    slack.fault = () => ({ kind: 'busy', waitMs: 20_000, error: 'ratelimited' })
    await post('C1')
    await limited.update({ channel: 'C1', ts: '1.0', text: 'hello', blocks: [] })
    slack.fault = () => undefined
    expect(await post('C1')).toMatchObject({ kind: 'busy', waitMs: 20_000 })
    const elsewhere = { channel: 'C2', ts: '1.0', text: 'hello', blocks: [] }
    expect(await limited.update(elsewhere)).toMatchObject({ kind: 'busy' })
    expect(await post('C2')).toMatchObject({ kind: 'sent' })
    state.now += 20_000
    expect(await post('C1')).toMatchObject({ kind: 'sent' })
    expect(await limited.update(elsewhere)).toEqual({ kind: 'refused', error: 'message_not_found' })
  })

  it('is not paused by a refused connection', async () => {
    const { slack, post } = slackAt(5_000_000)
    slack.fault = () => ({ kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' })
    await post('C1')
    slack.fault = () => undefined
    expect(await post('C1')).toMatchObject({ kind: 'sent' })
  })
})
