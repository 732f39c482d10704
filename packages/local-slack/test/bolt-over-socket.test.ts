import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../seed.ts'
import { topView } from '../views.ts'
import { startSample } from './sample-app.ts'

let sample: Awaited<ReturnType<typeof startSample>>
beforeEach(async () => {
  sample = await startSample('socket', { timeoutMs: 60_000 })
})
afterEach(() => sample.stop())

const { lin, shopA } = seeded

describe('Socket Mode', () => {
  it('carries a command and the text in its acknowledgement', async () => {
    const did = await sample.slack.deliver.command({
      user: lin,
      channel: shopA,
      command: '/plain',
      text: '你好'.repeat(100),
    })
    expect(did.ephemerals.map(one => one.text)).toEqual([`收到 ${'你好'.repeat(100)}`])
  })

  it('opens a modal and carries the answer to its submission', async () => {
    const { slack } = sample
    await slack.deliver.command({ user: lin, channel: shopA, command: '/ask' })
    await slack.until(() => topView(slack.workspace, lin))
    expect(await slack.deliver.submit({ user: lin, values: { order: '重复' } })).toMatchObject({
      outcome: 'errors',
    })
    expect(await slack.deliver.submit({ user: lin, values: { order: '888' } })).toMatchObject({
      outcome: 'closed',
    })
  })

  it('times out without an acknowledgement', async () => {
    await sample.stop()
    sample = await startSample('socket', { timeoutMs: 300 })
    const did = await sample.slack.deliver.command({ user: lin, channel: shopA, command: '/silent' })
    expect(did).toMatchObject({ error: 'operation_timeout', answer: { failure: 'http_timeout' } })
  })

  it('delivers an event again with the number of the attempt', async () => {
    const event = { type: 'app_mention', user: lin, text: 'x', channel: shopA, ts: '1.0' }
    await sample.slack.deliver.event(event, { times: 2 })
    await sample.slack.deliver.event(event, { retry: { num: 1, reason: 'timeout' } })
    await sample.slack.until(() => (sample.heard.length === 3 ? true : undefined))
    expect(sample.heard.map(one => one.retry)).toEqual([0, 0, 1])
  })

  it('loses a client that it tells to reconnect, and accepts it again', async () => {
    const { slack } = sample
    slack.socketMode.disconnect('refresh_requested')
    await slack.until(() => (slack.socketMode.connections() === 0 ? true : undefined))
    const lost = await slack.deliver.command({ user: lin, channel: shopA, command: '/plain' })
    expect(lost.error).toBe('dispatch_failed')
    await slack.until(() => (slack.socketMode.connections() === 1 ? true : undefined), 10_000)
    const taken = await slack.deliver.command({
      user: lin,
      channel: shopA,
      command: '/plain',
      text: '又来了',
    })
    expect(taken.ephemerals.map(one => one.text)).toEqual(['收到 又来了'])
  })

  it('refuses a connection without a valid ticket', async () => {
    const url = sample.slack.origin.replace('http', 'ws')
    const refused = new WebSocket(`${url}/link/?ticket=guessed`)
    const event = await new Promise<string>(resolve => {
      refused.onerror = () => resolve('refused')
      refused.onopen = () => resolve('opened')
    })
    expect(event).toBe('refused')
  })
})
