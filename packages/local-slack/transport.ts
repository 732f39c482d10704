import { createHmac } from 'node:crypto'
import { type Fields, parseJson } from './fields.ts'

/** A payload for the app, with its kind in Socket Mode's words. */
export type Parcel = {
  kind: 'slash_commands' | 'interactive' | 'events_api'
  payload: Fields
  retry?: { num: number; reason: string }
}

/** The app's answer. `failure` is set when there was no 2xx answer in time. */
export type Answer = {
  status: number | undefined
  ms: number
  body: unknown
  noRetry: boolean
  failure?: 'http_timeout' | 'connection_failed' | 'http_error'
}

/** A signed parcel: each call sends the same bytes again. */
export type Sealed = () => Promise<Answer>

export type Transport = (parcel: Parcel) => Sealed

/** Slack's signature of a body, version 0. `seconds` is the request's timestamp. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`
}

/** HTTP delivery, signed as by Slack, with a timeout. `signedAt` gives ms since the epoch. */
export function httpTransport(to: {
  url: string
  signingSecret: string
  signedAt: () => number
  timeoutMs: number
}): Transport {
  return ({ kind, payload, retry }) => {
    const body = bodyOf(kind, payload)
    const seconds = Math.floor(to.signedAt() / 1000)
    const headers = {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signatureOf(to.signingSecret, seconds, body),
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    }
    return () => send(to.url, to.timeoutMs, { method: 'POST', headers, body, redirect: 'manual' })
  }
}

function bodyOf(kind: Parcel['kind'], payload: Fields): string {
  if (kind === 'events_api') return JSON.stringify(payload)
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return new URLSearchParams(Object.entries(payload).map(([key, value]) => [key, String(value)])).toString()
}

async function send(url: string, timeoutMs: number, request: RequestInit): Promise<Answer> {
  const began = performance.now()
  const since = () => Math.round(performance.now() - began)
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    const noRetry = response.headers.get('x-slack-no-retry') === '1'
    const answer = { status: response.status, ms: since(), body: parseJson(text) ?? text, noRetry }
    return response.ok ? answer : { ...answer, failure: 'http_error' }
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return {
      status: undefined,
      ms: since(),
      body: '',
      noRetry: false,
      failure: late ? 'http_timeout' : 'connection_failed',
    }
  }
}
