import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBody } from '../http-body.ts'
import { seeded } from '../seed.ts'
import { type LocalSlack, startLocalSlack } from '../server.ts'
import { signatureOf } from '../transport.ts'
import { manifest } from './sample-app.ts'

/** The stand-in app's answers, one per request; the last one is repeated. */
let answers: { status: number; headers?: Record<string, string>; never?: true }[]
let seen: { headers: Record<string, unknown>; body: string }[]
let server: Server
let slack: LocalSlack
let url: string

beforeEach(async () => {
  answers = [{ status: 200 }]
  seen = []
  server = createServer(async (request, response) => {
    seen.push({ headers: request.headers, body: (await readBody(request)).toString() })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === undefined || answer.never) return
    response.writeHead(answer.status, answer.headers)
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url = `http://127.0.0.1:${address.port}/slack/events`
  await openSlack({ timeoutMs: 60_000 })
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await slack.close()
})

async function openSlack({ timeoutMs }: { timeoutMs: number }) {
  slack = await startLocalSlack({ manifest, now: Date.now, timeoutMs })
  slack.connectHttp({ url })
}

const { lin, shopA } = seeded
const event = { type: 'app_mention', user: lin, text: '在吗', channel: shopA, ts: '1.0' }
const retries = () => seen.map(one => one.headers['x-slack-retry-num'])

describe('An event', () => {
  it('is sent once if the app answers it', async () => {
    const { payload } = await slack.deliver.event(event)
    expect(retries()).toEqual([undefined])
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(payload)
    expect(payload).toMatchObject({
      type: 'event_callback',
      team_id: seeded.team,
      event,
      authorizations: [{ user_id: seeded.bot, is_bot: true }],
    })
  })

  it('is retried three times under the same id while the app fails', async () => {
    answers = [{ status: 500 }]
    await slack.deliver.event(event)
    expect(retries()).toEqual([undefined, '1', '2', '3'])
    expect(new Set(seen.map(one => JSON.parse(one.body).event_id)).size).toBe(1)
    expect(seen[1]?.headers['x-slack-retry-reason']).toBe('http_error')
  })

  it('is not retried any more after a 2xx answer', async () => {
    answers = [{ status: 500 }, { status: 200 }]
    await slack.deliver.event(event)
    expect(retries()).toEqual([undefined, '1'])
  })

  it('is not retried after x-slack-no-retry', async () => {
    answers = [{ status: 500, headers: { 'x-slack-no-retry': '1' } }]
    await slack.deliver.event(event)
    expect(retries()).toEqual([undefined])
  })

  it('is sent only if the manifest subscribes to it', async () => {
    expect(await slack.deliver.rename({ user: lin, channel: shopA, name: 'shop-z' })).toEqual([])
    expect(await slack.deliver.revoke({ team: seeded.team, uninstall: true })).toHaveLength(2)
    expect(slack.workspace.channels.get(shopA)?.name).toBe('shop-z')
  })
})

describe('A command', () => {
  it('times out if the app does not answer, and is not sent again', async () => {
    await slack.close()
    await openSlack({ timeoutMs: 100 })
    answers = [{ status: 200, never: true }]
    expect((await slack.deliver.command({ user: lin, channel: shopA, command: '/plain' })).error).toBe(
      'operation_timeout',
    )
    expect(seen).toHaveLength(1)
  })

  it('is signed over its exact bytes, and a repeated delivery is identical', async () => {
    await slack.deliver.command({ user: lin, channel: shopA, command: '/plain', text: '一&二', times: 2 })
    const [first, second] = seen
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['x-slack-signature']).toBe(first?.headers['x-slack-signature'])
    const seconds = Number(first?.headers['x-slack-request-timestamp'])
    expect(first?.headers['x-slack-signature']).toBe(
      signatureOf(seeded.signingSecret, seconds, first?.body ?? ''),
    )
  })

  it("is signed as in the example in Slack's documentation", () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
    expect(signatureOf('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    )
  })
})
