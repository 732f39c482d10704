import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Fields, isFields, parseJson, textOf } from './fields.ts'
import type { Answer, Parcel, Transport } from './transport.ts'

/** Socket Mode's side of the server. */
export type SocketMode = {
  /** The path of a WebSocket address, good for one connection. */
  open: () => string
  /** Takes an upgrade request; destroys the stream when its ticket is unknown or used. */
  accept: (request: IncomingMessage, stream: Duplex, head: Buffer) => void
  transport: Transport
  connections: () => number
  /** Tells every client to reconnect, as Slack does every few hours. */
  disconnect: (reason: 'warning' | 'refresh_requested' | 'link_disabled') => void
  /** Closes every connection; one that does not close in half a second is cut. */
  close: () => Promise<void>
}

const closeGraceMs = 500
const pingEveryMs = 5_000
/** The longest message accepted from an app, in bytes. */
const maxPayload = 4 * 1024 * 1024

/** Sends envelopes over the open connections in turn and waits `timeoutMs` for each acknowledgement. */
export function createSocketMode(appId: string, timeoutMs: number): SocketMode {
  const server = new WebSocketServer({ noServer: true, maxPayload })
  const tickets = new Set<string>()
  const sockets: WebSocket[] = []
  const acknowledgements = createAcknowledgements(timeoutMs)

  function connect(socket: WebSocket): void {
    sockets.push(socket)
    const pings = setInterval(() => socket.ping(), pingEveryMs)
    socket.on('message', data => acknowledgements.receive(data.toString()))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(pings)
      sockets.splice(sockets.indexOf(socket), 1)
    })
    socket.send(JSON.stringify(hello(appId, sockets.length)))
  }

  return {
    open: () => {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `/link/?ticket=${ticket}&app_id=${appId}`
    },
    accept: (request, stream, head) => {
      const ticket = new URL(request.url ?? '/', 'http://local').searchParams.get('ticket') ?? ''
      if (tickets.delete(ticket)) server.handleUpgrade(request, stream, head, connect)
      else stream.destroy()
    },
    transport: parcel => async () => {
      const began = performance.now()
      const socket = sockets.shift()
      if (socket === undefined) return failed('connection_failed', 0)
      sockets.push(socket)
      const id = randomUUID()
      socket.send(JSON.stringify(envelope(id, parcel)))
      const received = await acknowledgements.wait(id)
      const ms = Math.round(performance.now() - began)
      return received ? acknowledged(received.body, ms) : failed('http_timeout', ms)
    },
    connections: () => sockets.length,
    disconnect: reason => {
      for (const socket of sockets)
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local-slack' } }))
    },
    close: async () => {
      for (const socket of sockets) socket.close(1000)
      for (let waited = 0; waited < closeGraceMs && sockets.length > 0; waited += 10) await setTimeout(10)
      for (const socket of sockets) socket.terminate()
    },
  }
}

function createAcknowledgements(timeoutMs: number) {
  const waiting = new Map<string, (received: { body: unknown } | undefined) => void>()

  function finish(id: string, received?: { body: unknown }): void {
    waiting.get(id)?.(received)
    waiting.delete(id)
  }

  return {
    /** The body of the acknowledgement of an envelope; undefined when none came in time. */
    wait: (id: string) =>
      new Promise<{ body: unknown } | undefined>(resolve => {
        const timeout = globalThis.setTimeout(() => finish(id), timeoutMs)
        waiting.set(id, received => {
          clearTimeout(timeout)
          resolve(received)
        })
      }),
    receive(text: string): void {
      const message = parseJson(text)
      if (isFields(message)) finish(textOf(message, 'envelope_id') ?? '', { body: message.payload ?? '' })
    },
  }
}

const hello = (appId: string, connections: number): Fields => ({
  type: 'hello',
  num_connections: connections,
  debug_info: { host: 'local-slack', build_number: 1, approximate_connection_time: 18_060 },
  connection_info: { app_id: appId },
})

function envelope(id: string, { kind, payload, retry }: Parcel): Fields {
  const isEvent = kind === 'events_api'
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: !isEvent,
    ...(isEvent && {
      retry_attempt: retry?.num ?? 0,
      retry_reason: retry?.reason.replace('http_timeout', 'timeout') ?? '',
    }),
  }
}

const failed = (failure: Answer['failure'] & string, ms: number): Answer => ({
  status: undefined,
  ms,
  body: '',
  noRetry: false,
  failure,
})

const acknowledged = (body: unknown, ms: number): Answer => ({
  status: 200,
  ms,
  body: isFields(body) && Object.keys(body).length === 0 ? '' : body,
  noRetry: false,
})
