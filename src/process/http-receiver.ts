import type { RequestListener, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import type { App, Receiver } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { Clock } from '../time/clock.ts'
import { readBody } from './body.ts'
import { hashIn, isSigned } from './signature.ts'

type Parts = { signingSecret: string; clock: Pick<Clock, 'now'>; log: Log }

/** In bytes: more than Slack ever sends. */
const bodyLimit = 256 * 1024

/**
 * Takes signed requests over HTTP for a Bolt app. Unlike Bolt's own receiver it reads and parses each request once, and its
 * `ack` tells the truth: it resolves when the whole answer has been handed to the connection and rejects when that closed
 * before. It answers no request by itself because it is late.
 */
export function createHttpReceiver({ signingSecret, clock, log }: Parts): {
  receiver: Receiver
  onRequest: RequestListener
} {
  let app: App | undefined

  async function take(text: string, form: boolean, signature: unknown, response: ServerResponse) {
    const body = parsed(text, form)
    if (body === undefined) return void response.writeHead(400).end()
    if ('type' in body && body.type === 'url_verification')
      return send(response, { challenge: 'challenge' in body ? body.challenge : '' })
    const customProperties = { signature, takesJson: true }
    await app?.processEvent({ body, ack: answer => send(response, answer), customProperties })
    // Slack sends again what it gets no good answer to.
    if (!response.headersSent) response.writeHead(500).end()
  }

  return {
    receiver: {
      init: bolt => {
        app = bolt
      },
      start: async () => {},
      stop: async () => {},
    },
    onRequest(request, response) {
      readBody(request, response, bodyLimit, raw => {
        const { headers } = request
        const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
        const text = raw.toString()
        // Slack checks the connection with an unsigned form. Nothing of it is looked at.
        if (form && text.includes('ssl_check=1') && parse(text).ssl_check === '1')
          return void response.writeHead(200).end()
        if (!isSigned(signingSecret, headers, raw, clock.now())) return void response.writeHead(401).end()
        take(text, form, hashIn(headers), response).catch(err => {
          log.error({ err }, 'a request could not be answered')
          if (!response.headersSent) response.writeHead(500).end()
        })
      })
    },
  }
}

/** The JSON of a request, or its form; `undefined` when it is neither. */
function parsed(text: string, form: boolean): object | undefined {
  const fields = form ? parse(text) : undefined
  const json = fields ? fields.payload : text
  if (fields && typeof json !== 'string') return fields
  try {
    const body: unknown = JSON.parse(String(json))
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}

/** Answers 200 with nothing, words or JSON, which may be written already; rejects when the connection closes before all of it is out. */
function send(response: ServerResponse, answer: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Error('the connection closed before it was answered'))
    if (response.destroyed || response.headersSent) return lost()
    response.once('close', () => (response.writableFinished ? resolve() : lost()))
    if (!answer) return void response.writeHead(200, { 'content-length': 0 }).end()
    const isText = typeof answer === 'string'
    const body = isText || Buffer.isBuffer(answer) ? answer : JSON.stringify(answer)
    response.writeHead(200, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  })
}
