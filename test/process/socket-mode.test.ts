import { readFileSync } from 'node:fs'
import { seeded } from 'local-slack/seed.ts'
import { startLocalSlack } from 'local-slack/server.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { metric, readyz, startListening } from './running.ts'

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
const { lin, shopA } = seeded
const ask = { user: lin, channel: shopA, command: '/harassment', text: '几天内举证' }

async function openShop(appToken: string = seeded.appToken) {
  const slack = await startLocalSlack({ manifest, now: Date.now })
  onTestFinished(() => slack.close())
  const app = await startListening({
    SLACK_BOT_TOKEN: seeded.botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: slack.apiUrl,
  })
  return { slack, app, origin: app.origin }
}

describe('Socket Mode', () => {
  it('answers over the socket; its port serves the operator’s endpoints but not /slack/events', async () => {
    const { slack, origin } = await openShop()
    await readyz(origin, 200)
    expect((await slack.deliver.command(ask)).answer).toMatchObject({ status: 200 })
    expect((await fetch(`${origin}/slack/events`, { method: 'POST', body: 'x' })).status).toBe(404)
    expect(await metric(origin, 'shensu_ready')).toBe(1)
  })

  it('reconnects each time that Slack closes the connection', async () => {
    const { slack, origin } = await openShop()
    await readyz(origin, 200)
    for (const reason of ['refresh_requested', 'warning'] as const) {
      const opened = slack.calls.filter(({ method }) => method === 'apps.connections.open').length
      slack.socketMode.disconnect(reason)
      await slack.until(
        () =>
          (slack.calls.filter(({ method }) => method === 'apps.connections.open').length > opened &&
            slack.socketMode.connections() === 1) ||
          undefined,
        10_000,
      )
      await readyz(origin, 200)
      expect((await slack.deliver.command(ask)).answer).toMatchObject({ status: 200 })
    }
  })

  it('stays up, reports it and retries if Slack refuses the app token', async () => {
    const { slack, app, origin } = await openShop('xapp-wrong')
    expect(await readyz(origin, 503)).toMatchObject({ ready: false })
    await slack.until(
      () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length > 1 || undefined,
      10_000,
    )
    expect(await readyz(origin, 503)).toMatchObject({ problems: { socket: 'invalid_auth' } })
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    expect(app.stdout()).not.toContain('xapp-wrong')
  })

  it('ends with code 0 at SIGTERM', async () => {
    const { app, origin } = await openShop()
    await readyz(origin, 200)
    app.kill('SIGTERM')
    expect(await app.ended).toBe(0)
  })
})
