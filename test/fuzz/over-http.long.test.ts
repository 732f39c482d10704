import fc from 'fast-check'
import { signatureOf } from 'local-slack/transport.ts'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { openReception } from '../../src/process/open-reception.ts'
import { startServer } from '../../src/process/server.ts'
import { systemClock as clock } from '../../src/time/clock.ts'
import { commands, events, forms, presses } from './delivery-kinds.ts'
import { openFuzzApp } from './fuzz-app.ts'
import { openFuzzRun } from './fuzz-run.ts'
import { hostile } from './hostile-text.ts'

const signingSecret = 'a secret'
// The global `fetch` is stubbed for the app's answers; these requests need the real one.
const { fetch } = globalThis

/** The app behind its HTTP receiver, and a function that posts signed requests to it. */
async function openHttpApp() {
  const connection = { mode: 'http', botToken: 'xoxb-1', signingSecret } as const
  const log = createLog('silent')
  const { receiver, onRequest } = openReception(connection, { apiUrl: undefined, clock, log })
  if (!onRequest) throw new Error('no HTTP receiver')
  const inside = await openFuzzApp(receiver)
  const server = await startServer('127.0.0.1', 0, { 'POST /slack/events': onRequest })
  onTestFinished(() => server.drain())

  async function post(body: string, type: string) {
    const seconds = Math.floor(Date.now() / 1000)
    const response = await fetch(`http://127.0.0.1:${server.port}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': signatureOf(signingSecret, seconds, body),
      },
    })
    const answer = { status: response.status, text: await response.text() }
    await inside.idle()
    return answer
  }
  return { inside, post }
}

const json = 'application/json'
const urlencoded = 'application/x-www-form-urlencoded'

test('Every delivery over HTTP is acknowledged, and carried out as a whole or not at all', {
  timeout: 600_000,
}, async () => {
  const { inside, post } = await openHttpApp()

  /**
   * Encodes a body as Slack does: a command as form fields, an event as JSON, anything else as JSON in one
   * field.
   */
  async function door(body: object) {
    const fields = Object.entries(body).map(([name, value]) => [name, String(value)])
    const { status, text } =
      'event' in body || 'event_id' in body
        ? await post(JSON.stringify(body), json)
        : await post(
            new URLSearchParams('command' in body ? fields : { payload: JSON.stringify(body) }).toString(),
            urlencoded,
          )
    if (status !== 200) throw new Error(`HTTP ${status}`)
    return [text === '' ? undefined : JSON.parse(text)]
  }

  const { run } = await openFuzzRun(inside, door)
  await run(commands(500))
  await run(presses(500))
  await run(forms(500))
  await run(events(500))
})

test('A signed request with any body is answered, and the app keeps running', {
  timeout: 600_000,
}, async () => {
  const { inside, post } = await openHttpApp()
  const bodies = fc.oneof(
    hostile,
    fc.json(),
    fc.json().map(payload => new URLSearchParams({ payload }).toString()),
    fc.dictionary(hostile, hostile, { maxKeys: 4 }).map(fields => new URLSearchParams(fields).toString()),
  )
  const property = fc.asyncProperty(
    bodies,
    fc.constantFrom(json, urlencoded, 'text/plain', ''),
    async (body, type) => {
      const { status } = await post(body, type)
      // Random bodies can exceed the receiver's limit.
      expect(Buffer.byteLength(body) > 256 * 1024 ? [413] : [200, 400]).toContain(status)
    },
  )
  await fc.assert(property, { numRuns: 500, endOnFailure: true })
  expect(await inside.engine.list('complaint:')).toEqual([])
})
