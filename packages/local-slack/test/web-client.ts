import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, beforeEach } from 'vitest'
import { seeded } from '../seed.ts'
import { type Fault, type LocalSlack, startLocalSlack } from '../server.ts'
import { manifest } from './sample-app.ts'

const start = Date.parse('2026-11-20T10:30:00+08:00')
let fault: Fault | undefined

/** The workspace's time, which moves only by `wait`. */
export let clock = start
/** A new workspace for each test. */
export let slack: LocalSlack
/** The SDK's client with the app's bot token. */
export let client: WebClient

beforeEach(async () => {
  clock = start
  fault = undefined
  slack = await startLocalSlack({ manifest, now: () => clock, faults: () => fault })
  client = clientWith(seeded.botToken)
})
afterEach(() => slack.close())

/** Moves the clock ahead, in ms. */
export function wait(ms: number): void {
  clock += ms
}

export function setFault(next: Fault): void {
  fault = next
}

export function clientWith(token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  })
}

/** The body of the answer to a JSON call. */
export async function ask(method: string, args: Record<string, unknown>, token: string = seeded.botToken) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  })
  const body: unknown = await response.json()
  return body
}
