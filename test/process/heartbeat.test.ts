import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHeartbeat } from '../../src/process/heartbeat.ts'
import type { Problems } from '../../src/process/readiness.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { poll } from './running.ts'
import { openShop } from './shop.ts'

/** A monitor that records its calls. */
async function openMonitor(status = 200) {
  const calls: string[] = []
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`)
    response.writeHead(status).end('ok')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return { calls, url: `http://127.0.0.1:${address.port}/ping/secret-1` }
}

function heartbeatAt(url: string) {
  const state: { now: number; problems: Problems; overdueSince?: number } = { now: 1_000_000, problems: {} }
  const lines: string[] = []
  const note = (fields: unknown, words?: string) =>
    void lines.push(`${words ?? ''} ${JSON.stringify(fields)}`)
  const log = { debug: note, info: note, warn: note, error: note, fatal: note }
  const beat = createHeartbeat({
    url,
    readiness: async () => state.problems,
    health: async () => ({ overdueSince: state.overdueSince }),
    now: () => state.now,
    log,
  })
  return { state, lines, beat }
}

describe('The heartbeat', () => {
  it('is one GET a minute at most, however often the scheduler runs', async () => {
    const { calls, url } = await openMonitor()
    const { state, lines, beat } = heartbeatAt(url)
    await Promise.all([beat(), beat()])
    state.now += MINUTE - 1
    await beat()
    expect(calls).toEqual(['GET /ping/secret-1'])
    state.now += 1
    await beat()
    expect(calls).toHaveLength(2)
    expect(lines).toEqual([])
  })

  it('stops while the app is not ready and resumes as soon as it is', async () => {
    const { calls, url } = await openMonitor()
    const { state, lines, beat } = heartbeatAt(url)
    state.problems = { slack: 'token_revoked' }
    await beat()
    expect(calls).toEqual([])
    expect(lines.join()).toContain('token_revoked')
    state.problems = {}
    state.now += 1
    await beat()
    expect(calls).toHaveLength(1)
  })

  it('stops when something has been due for more than ten minutes', async () => {
    const { calls, url } = await openMonitor()
    const { state, beat } = heartbeatAt(url)
    state.overdueSince = state.now - 10 * MINUTE
    await beat()
    expect(calls).toHaveLength(1)
    state.now += MINUTE
    await beat()
    expect(calls).toHaveLength(1)
  })

  it('that the monitor refuses is logged without its address, and the next ones are sent', async () => {
    const { calls, url } = await openMonitor(500)
    const refused = heartbeatAt(url)
    await refused.beat()
    refused.state.now += MINUTE
    await refused.beat()
    expect(calls).toHaveLength(2)
    const unreachable = heartbeatAt('http://127.0.0.1:1/ping/secret-1')
    await unreachable.beat()
    const lines = [...refused.lines, ...unreachable.lines]
    expect(lines).toHaveLength(3)
    expect(lines.join()).not.toContain('secret-1')
  })
})

describe('The app', () => {
  it('sends a heartbeat as soon as Slack has answered, and does not log its address', async () => {
    const { calls, url } = await openMonitor()
    const { app } = await openShop({ heartbeatUrl: url })
    await poll(
      () => calls.length,
      count => count > 0,
    )
    expect(calls).toEqual(['GET /ping/secret-1'])
    expect(app.stdout()).not.toContain('secret-1')
  })

  it('sends no heartbeat after Slack has revoked its token', async () => {
    const { calls, url } = await openMonitor()
    const { app } = await openShop({ heartbeatUrl: url, botToken: 'xoxb-wrong' })
    await app.says('no heartbeat: the app is not well')
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(calls).toEqual([])
  })
})
