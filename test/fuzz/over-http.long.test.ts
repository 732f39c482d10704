import fc from 'fast-check'
import { signatureOf } from 'local-slack/transport.ts'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { openReception } from '../../src/process/reception.ts'
import { startServer } from '../../src/process/server.ts'
import { systemClock as clock } from '../../src/time/clock.ts'
import { openInside } from './inside.ts'
import { commands, events, forms, presses } from './sorts.ts'
import { openTrial } from './trial.ts'
import { hostile } from './words.ts'

const signingSecret = 'a secret'
// The app's own answers go to what stands for Slack; these requests go out for real.
const { fetch } = globalThis

/** The app behind its own way in over HTTP, and the way there. */
async function openWayIn() {
  const connection = { mode: 'http', botToken: 'xoxb-1', signingSecret } as const
  const log = createLog('silent')
  const { receiver, onRequest } = openReception(connection, { apiUrl: undefined, clock, log })
  if (!onRequest) throw new Error('no way in over HTTP')
  const inside = await openInside(receiver)
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

test('Whatever comes in over HTTP is acknowledged, and done whole or not at all', {
  timeout: 600_000,
}, async () => {
  const { inside, post } = await openWayIn()

  /** Puts a body into a request as Slack does: a command in fields, an event in JSON, anything else in a field of JSON. */
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

  const { run } = await openTrial(inside, door)
  await run(commands(500))
  await run(presses(500))
  await run(forms(500))
  await run(events(500))
})

test('A signed request with any body at all is answered, and the app goes on', {
  timeout: 600_000,
}, async () => {
  const { inside, post } = await openWayIn()
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
      // A body can be longer than any of Slack's.
      expect(Buffer.byteLength(body) > 256 * 1024 ? [413] : [200, 400]).toContain(status)
    },
  )
  await fc.assert(property, { numRuns: 500, endOnFailure: true })
  expect(await inside.engine.list('complaint:')).toEqual([])
})
