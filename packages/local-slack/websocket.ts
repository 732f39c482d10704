import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** One accepted WebSocket connection (RFC 6455, text frames, no extensions). */
export type Socket = { send: (text: string) => void; close: () => void; destroy: () => void }

/** The longest message taken from an app, in bytes. */
const max = 4 * 1024 * 1024
const opcode = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const
const pingEveryMs = 5_000

/** Answers an HTTP upgrade and reads what the other side sends until it closes. */
export function acceptSocket(
  request: IncomingMessage,
  stream: Duplex,
  on: { message: (text: string) => void; closed: () => void },
): Socket {
  const key = request.headers['sec-websocket-key'] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  let waiting = Buffer.alloc(0)
  let parts: Buffer[] = []
  let closing = false
  const pings = setInterval(() => write(opcode.ping, Buffer.from('ping')), pingEveryMs)
  function write(code: number, payload: Buffer): void {
    if (stream.writable) stream.write(Buffer.concat([frameHead(code, payload.length), payload]))
  }
  function close(): void {
    if (!closing) write(opcode.close, Buffer.from([0x03, 0xe8]))
    closing = true
  }
  stream.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    if (waiting.length > max) stream.destroy()
    for (let frame = readFrame(waiting); frame !== undefined; frame = readFrame(waiting)) {
      waiting = waiting.subarray(frame.size)
      if (frame.code === opcode.ping) write(opcode.pong, frame.payload)
      if (frame.code === opcode.close) {
        close()
        stream.end()
      }
      if (frame.code !== opcode.text && frame.code !== opcode.continuation) continue
      parts.push(frame.payload)
      if (!frame.last) continue
      on.message(Buffer.concat(parts).toString())
      parts = []
    }
  })
  stream.on('error', () => stream.destroy())
  stream.on('close', () => {
    clearInterval(pings)
    on.closed()
  })
  return { send: text => write(opcode.text, Buffer.from(text)), close, destroy: () => stream.destroy() }
}

function frameHead(code: number, length: number): Buffer {
  const first = 0x80 | code
  if (length < 126) return Buffer.from([first, length])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = first
  head[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

function readFrame(
  bytes: Buffer,
): { last: boolean; code: number; payload: Buffer; size: number } | undefined {
  if (bytes.length < 2) return undefined
  const first = bytes.readUInt8(0)
  const second = bytes.readUInt8(1)
  const short = second & 0x7f
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const maskBytes = second & 0x80 ? 4 : 0
  const head = 2 + lengthBytes + maskBytes
  if (bytes.length < head) return undefined
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  if (bytes.length < head + length) return undefined
  const mask = bytes.subarray(head - maskBytes, head)
  const payload = Buffer.from(bytes.subarray(head, head + length))
  if (maskBytes > 0)
    for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0)
  return { last: (first & 0x80) !== 0, code: first & 0x0f, payload, size: head + length }
}
