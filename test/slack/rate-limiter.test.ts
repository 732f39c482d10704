import { describe, expect, it } from 'vitest'
import { rateLimited } from '../../src/slack/rate-limited.ts'
import { createRateLimiter } from '../../src/slack/rate-limiter.ts'
import { createMemorySlack } from '../../testing/memory-slack/memory-slack.ts'

function lanesAt(start: number) {
  const state = { now: start }
  return { state, lanes: createRateLimiter(() => state.now) }
}

/** When the messages go that are all there at once, in ms from now. */
function timesOf(lane: string, count: number, { state, lanes }: ReturnType<typeof lanesAt>): number[] {
  const start = state.now
  return Array.from({ length: count }, () => {
    state.now = Math.max(state.now, lanes.opensAt(lane))
    lanes.take(lane)
    return state.now - start
  })
}

describe('A lane', () => {
  it('takes three messages at once, then one a second', () => {
    expect(timesOf('T1:C1', 6, lanesAt(5_000_000))).toEqual([0, 0, 0, 1000, 2000, 3000])
  })

  it('has rested after as many seconds', () => {
    const at = lanesAt(5_000_000)
    timesOf('T1:C1', 3, at)
    at.state.now += 3_000
    expect(timesOf('T1:C1', 4, at)).toEqual([0, 0, 0, 1000])
  })

  it('waits for as long as Slack asked, then takes one a second', () => {
    const at = lanesAt(5_000_000)
    at.lanes.pause('T1:C1', 30_000)
    expect(at.lanes.opensAt('T1:C1')).toBe(5_030_000)
    expect(timesOf('T1:C1', 3, at)).toEqual([30_000, 31_000, 32_000])
  })

  it('does not keep a deadline waiting for more than two minutes, whatever Slack asked', () => {
    const at = lanesAt(5_000_000)
    at.lanes.pause('T1:C1', 3_600_000)
    expect(at.lanes.opensAt('T1:C1')).toBe(5_120_000)
  })

  it('holds up no other', () => {
    const at = lanesAt(5_000_000)
    at.lanes.pause('T1:C1', 30_000)
    expect(timesOf('T1:C2', 3, at)).toEqual([0, 0, 0])
  })

  it('forgets a pause that was taken at a wrong time of the clock', () => {
    const at = lanesAt(5_000_000_000)
    at.lanes.pause('T1:C1', 30_000)
    at.state.now = 5_000_000
    expect(at.lanes.opensAt('T1:C1')).toBeLessThanOrEqual(at.state.now)
  })
})

describe('A paced Slack', () => {
  function slackAt(start: number) {
    const at = lanesAt(start)
    const slack = createMemorySlack(() => at.state.now)
    const way = rateLimited(slack, { rateLimiter: at.lanes, team: 'T1', now: () => at.state.now })
    const post = (channel: string) => way.post({ channel, text: 'hello', blocks: [] })
    return { ...at, slack, way, post }
  }

  it('does not ask Slack before its time', async () => {
    const { slack, post } = slackAt(5_000_000)
    for (let n = 0; n < 3; n++) await post('C1')
    expect(await post('C1')).toEqual({ kind: 'busy', waitMs: 1000, error: 'paced' })
    expect(await post('C2')).toMatchObject({ kind: 'sent' })
    expect(slack.calls).toHaveLength(4)
  })

  it('leaves the channel alone that Slack asked to be left alone, and cards all together', async () => {
    const { slack, state, post, way } = slackAt(5_000_000)
    slack.fault = () => ({ kind: 'busy', waitMs: 20_000, error: 'ratelimited' })
    await post('C1')
    await way.update({ channel: 'C1', ts: '1.0', text: 'hello', blocks: [] })
    slack.fault = () => undefined
    expect(await post('C1')).toMatchObject({ kind: 'busy', waitMs: 20_000 })
    const elsewhere = { channel: 'C2', ts: '1.0', text: 'hello', blocks: [] }
    expect(await way.update(elsewhere)).toMatchObject({ kind: 'busy' })
    expect(await post('C2')).toMatchObject({ kind: 'sent' })
    state.now += 20_000
    expect(await post('C1')).toMatchObject({ kind: 'sent' })
    expect(await way.update(elsewhere)).toEqual({ kind: 'refused', error: 'message_not_found' })
  })

  it('is not paused by a connection that was refused', async () => {
    const { slack, post } = slackAt(5_000_000)
    slack.fault = () => ({ kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' })
    await post('C1')
    slack.fault = () => undefined
    expect(await post('C1')).toMatchObject({ kind: 'sent' })
  })
})
