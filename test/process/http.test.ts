import { seeded } from 'local-slack/seed.ts'
import { signatureOf } from 'local-slack/transport.ts'
import { describe, expect, it } from 'vitest'
import { metric, metricWhen, readyz } from './running.ts'
import { openShop } from './shop.ts'

const { lin, shopA } = seeded

type Sending = { body?: string; at?: number; secret?: string; headers?: Record<string, string> }

const command =
  'command=%2Fharassment&text=x&team_id=T0SHENSU1&user_id=U0LIN&channel_id=C0SHOPA&response_url='

/** A command as Slack would send it at `at` (ms), signed with `secret`. */
async function send(
  origin: string,
  { body = command, at = Date.now(), secret = seeded.signingSecret, headers }: Sending = {},
) {
  const seconds = Math.floor(at / 1000)
  const response = await fetch(`${origin}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signatureOf(secret, seconds, body),
      ...headers,
    },
  })
  return { status: response.status, text: await response.text() }
}

const requestCount = 'shensu_request_seconds_count{kind="/harassment"}'

describe('The operator’s endpoints', () => {
  it('report that the app is alive and ready, with its metrics', async () => {
    const { origin } = await openShop()
    expect(await readyz(origin, 200)).toEqual({
      ready: true,
      lastTickAgoMs: expect.toSatisfy((ms: number) => ms >= 0 && ms < 60_000),
      backlog: 0,
    })
    const alive = await fetch(`${origin}/healthz`)
    expect(alive.status).toBe(200)
    expect((await fetch(`${origin}/healthz?probe`, { method: 'HEAD' })).status).toBe(200)
    const metrics = await fetch(`${origin}/metrics`)
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=/)
    expect(await metric(origin, 'shensu_ready')).toBe(1)
    expect(await metric(origin, 'shensu_slack_ok')).toBe(1)
    expect(await metric(origin, 'shensu_backlog')).toBe(0)
    expect(await metric(origin, 'shensu_overdue_seconds')).toBe(0)
    expect(await metric(origin, 'shensu_last_tick_age_seconds')).toBeLessThan(60)
    expect(await metric(origin, 'shensu_last_tick_timestamp_seconds')).toBeGreaterThan(Date.now() / 1000 - 60)
  })

  it('do not include any other path or method', async () => {
    const { origin } = await openShop()
    const others = [
      'GET /',
      'GET /slack/events',
      'POST /healthz',
      'POST /slack',
      'GET //',
      'GET /constructor',
    ]
    for (const line of others) {
      const [method = '', path = ''] = line.split(' ')
      expect({ line, status: (await fetch(`${origin}${path}`, { method })).status }).toEqual({
        line,
        status: 404,
      })
    }
  })
})

describe('A token that Slack does not accept', () => {
  it('is reported in the log, /readyz and the metrics while the app keeps running', async () => {
    const { app, origin } = await openShop({ botToken: 'xoxb-wrong' })
    const wrong = 'Slack does not know this app or cannot be reached; asking again in a minute'
    expect(await app.says(wrong)).toMatchObject({ level: 50, error: 'invalid_auth' })
    expect(await readyz(origin, 503)).toMatchObject({
      ready: false,
      problems: { slack: 'invalid_auth' },
      backlog: 0,
    })
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    expect(await metric(origin, 'shensu_slack_ok')).toBe(0)
    expect(app.stdout()).not.toContain('xoxb-wrong')
  })

  it.each(['tokens_revoked', 'app_uninstalled'])('is noticed at once when Slack sends %s', async type => {
    const { slack, origin } = await openShop()
    await readyz(origin, 200)
    await slack.deliver.event(type === 'app_uninstalled' ? { type } : { type, tokens: { bot: [seeded.bot] } })
    expect(await readyz(origin, 503)).toMatchObject({ problems: { slack: type } })
    expect(await metric(origin, 'shensu_slack_ok')).toBe(0)
  })
})

describe('A request to /slack/events', () => {
  it('runs once if it is signed, however often it comes', async () => {
    const { origin } = await openShop()
    const at = Date.now()
    const first = await send(origin, { at })
    expect(first).toEqual({ status: 200, text: expect.stringContaining('"response_type":"ephemeral"') })
    expect(await send(origin, { at })).toEqual(first)
    const signature = signatureOf(seeded.signingSecret, Math.floor(at / 1000), command)
    expect((await send(origin, { at, headers: { 'x-slack-signature': `${signature}=1` } })).status).toBe(200)
    await send(origin, { at: at + 1000 })
    expect(await metricWhen(2, origin, requestCount)).toBe(2)
  })

  it('runs again when Slack repeats it with a new signature', async () => {
    const { origin } = await openShop()
    const at = Date.now()
    const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }
    await send(origin, { at })
    await send(origin, { at: at + 1000, headers: retry })
    expect(await metricWhen(2, origin, requestCount)).toBe(2)
  })
})

describe('SIGTERM', () => {
  it('ends an idle app with code 0', async () => {
    const { app, origin } = await openShop()
    await readyz(origin, 200)
    app.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    expect(app.stdout()).toContain('"msg":"stopped"')
  })

  it('lets an answer in progress reach the person first', async () => {
    const { app, slack, origin } = await openShop({
      faults: method => (method === 'users.info' ? { delayMs: 1_000 } : undefined),
    })
    await readyz(origin, 200)
    const asked = slack.deliver.command({
      user: lin,
      channel: shopA,
      command: '/harassment',
      text: '几天内举证',
    })
    await slack.until(() => slack.calls.find(({ method }) => method === 'users.info'))
    app.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    expect((await asked).ephemerals).toHaveLength(1)
  })
})
