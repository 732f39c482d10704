import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { isFields, parseJson, textOf } from './fields.ts'
import type { Answer, Transport } from './transport.ts'
import { acceptSocket, type Socket } from './websocket.ts'

/** Socket Mode's side of the server. */
export type SocketMode = {
  /** The path of a WebSocket address, good for one connection. */
  open: () => string
  /** Takes an upgrade request; destroys the stream when its ticket is unknown or used. */
  accept: (request: IncomingMessage, stream: Duplex) => void
  transport: Transport
  connections: () => number
  /** Tells every client to reconnect, as Slack does every few hours. */
  disconnect: (reason: 'warning' | 'refresh_requested' | 'link_disabled') => void
  /** Closes every connection; one that does not close in half a second is cut. */
  close: () => Promise<void>
}

const closeGraceMs = 500

/** Sends envelopes over whatever connections there are, in turn, and waits `timeoutMs` for each one's acknowledgement. */
export function createSocketMode(appId: string, timeoutMs: number): SocketMode {
  const tickets = new Set<string>()
  const sockets: Socket[] = []
  const waiting = new Map<string, (body: unknown) => void>()

  function received(text: string): void {
    const message = parseJson(text)
    const id = isFields(message) ? textOf(message, 'envelope_id') : undefined
    if (id === undefined || !isFields(message)) return
    waiting.get(id)?.(message.payload ?? '')
    waiting.delete(id)
  }

  function accept(request: IncomingMessage, stream: Duplex): void {
    const ticket = new URL(request.url ?? '/', 'http://local').searchParams.get('ticket') ?? ''
    if (!tickets.delete(ticket)) return void stream.destroy()
    const socket = acceptSocket(request, stream, {
      message: received,
      closed: () => {
        const at = sockets.indexOf(socket)
        if (at >= 0) sockets.splice(at, 1)
      },
    })
    sockets.push(socket)
    const debug_info = { host: 'local-slack', build_number: 1, approximate_connection_time: 18_060 }
    const hello = {
      type: 'hello',
      num_connections: sockets.length,
      debug_info,
      connection_info: { app_id: appId },
    }
    socket.send(JSON.stringify(hello))
  }

  const transport: Transport = parcel => () => {
    const { kind, payload, retry } = parcel
    const began = performance.now()
    const since = () => Math.round(performance.now() - began)
    const socket = sockets.shift()
    if (socket === undefined)
      return Promise.resolve({
        status: undefined,
        ms: 0,
        body: '',
        noRetry: false,
        failure: 'connection_failed',
      })
    sockets.push(socket)
    const envelope_id = randomUUID()
    const attempt =
      kind === 'events_api'
        ? {
            retry_attempt: retry?.num ?? 0,
            retry_reason: retry?.reason.replace('http_timeout', 'timeout') ?? '',
          }
        : {}
    socket.send(
      JSON.stringify({
        envelope_id,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...attempt,
      }),
    )
    return new Promise<Answer>(resolve => {
      const late = globalThis.setTimeout(() => {
        waiting.delete(envelope_id)
        resolve({ status: undefined, ms: since(), body: '', noRetry: false, failure: 'http_timeout' })
      }, timeoutMs)
      waiting.set(envelope_id, body => {
        clearTimeout(late)
        resolve({
          status: 200,
          ms: since(),
          body: isFields(body) && Object.keys(body).length === 0 ? '' : body,
          noRetry: false,
        })
      })
    })
  }

  return {
    open: () => {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `/link/?ticket=${ticket}&app_id=${appId}`
    },
    accept,
    transport,
    connections: () => sockets.length,
    disconnect: reason => {
      for (const socket of sockets)
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local-slack' } }))
    },
    close: async () => {
      for (const socket of sockets) socket.close()
      for (let waited = 0; waited < closeGraceMs && sockets.length > 0; waited += 10) await setTimeout(10)
      for (const socket of [...sockets]) socket.destroy()
    },
  }
}
