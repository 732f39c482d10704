import type { RequestListener, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import type { App, Receiver } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { Clock } from '../time/clock.ts'
import { readBody } from './body.ts'
import { hashIn, isSigned } from './signature.ts'

type Parts = { signingSecret: string; clock: Pick<Clock, 'now'>; log: Log }

/** More than Slack ever sends. */
const maxBodyBytes = 256 * 1024

/**
 * Receives signed HTTP requests for a Bolt app. Unlike in Bolt's own receiver, each request is read and
 * parsed once, `ack` resolves when the whole answer has been handed to the connection and rejects if that
 * closed before, and no request is answered just because it is late.
 */
export function createHttpReceiver({ signingSecret, clock, log }: Parts): {
  receiver: Receiver
  onRequest: RequestListener
} {
  let app: App | undefined

  async function handle(text: string, form: boolean, signature: unknown, response: ServerResponse) {
    const body = parsed(text, form)
    if (body === undefined) return void response.writeHead(400).end()
    if ('type' in body && body.type === 'url_verification')
      return send(response, { challenge: 'challenge' in body ? body.challenge : '' })
    const customProperties = { signature, takesJson: true }
    await app?.processEvent({ body, ack: answer => send(response, answer), customProperties })
    // Slack repeats a request that is answered with an error.
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
      readBody(request, response, maxBodyBytes, raw => {
        const { headers } = request
        const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
        const text = raw.toString()
        // Slack checks the connection with an unsigned form: nothing in it is used.
        if (form && text.includes('ssl_check=1') && parse(text).ssl_check === '1')
          return void response.writeHead(200).end()
        if (!isSigned(signingSecret, headers, raw, clock.now())) return void response.writeHead(401).end()
        handle(text, form, hashIn(headers), response).catch(err => {
          log.error({ err }, 'a request could not be answered')
          if (!response.headersSent) response.writeHead(500).end()
        })
      })
    },
  }
}

/** The JSON or the form of a request; `undefined` if it is neither. */
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

/** Answers 200 with text or JSON, perhaps serialized; rejects if the connection closes too early. */
function send(response: ServerResponse, answer: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const rejectClosed = () => reject(new Error('the connection closed before it was answered'))
    if (response.destroyed || response.headersSent) return rejectClosed()
    response.once('close', () => (response.writableFinished ? resolve() : rejectClosed()))
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
