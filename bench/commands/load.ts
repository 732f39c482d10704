import { createHmac } from 'node:crypto'
import { connect } from 'node:net'

/** A signed request with a command, as bytes on the wire. */
export type Wire = Buffer

/** Requests a second, and percentiles of the time from a request to the end of its answer, in ms. */
export type Run = { perSecond: number; p50: number; p99: number }

export type Fields = Record<string, string>

/** Signs a command as Slack does, dated `seconds`. */
export function wire(fields: Fields, secret: string, seconds: number): Wire {
  const body = new URLSearchParams(fields).toString()
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  return Buffer.from(
    'POST /slack/events HTTP/1.1\r\nhost: app\r\ncontent-type: application/x-www-form-urlencoded\r\n' +
      `x-slack-request-timestamp: ${seconds}\r\nx-slack-signature: v0=${hash}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** Sends requests over `inFlight` connections, one at a time. Rejects at an answer that `isGood` refuses. */
export async function drive(
  port: number,
  requests: Wire[],
  { inFlight, isGood }: { inFlight: number; isGood: (body: string) => boolean },
): Promise<Run> {
  const times: number[] = []
  let next = 0
  const began = performance.now()

  const connection = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay().on('error', reject)
      let since = 0
      let received = ''
      const send = () => {
        const request = requests[next++]
        if (!request) return resolve(void socket.end())
        received = ''
        since = performance.now()
        socket.write(request)
      }
      socket.on('connect', send).on('data', chunk => {
        received += chunk.toString('latin1')
        const body = bodyIn(received)
        if (body === undefined) return
        times.push(performance.now() - since)
        const text = Buffer.from(body, 'latin1').toString()
        if (received.startsWith('HTTP/1.1 200') && isGood(text)) return send()
        socket.destroy()
        reject(new Error(`unexpected answer: ${received.slice(0, 12)} ${text.slice(0, 300)}`))
      })
    })

  await Promise.all(Array.from({ length: inFlight }, connection))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) }
}

/** The body of a complete answer, with chunk frames left in; undefined while it is incomplete. */
function bodyIn(received: string): string | undefined {
  const start = received.indexOf('\r\n\r\n')
  if (start < 0) return undefined
  const body = received.slice(start + 4)
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, start))?.[1]
  if (length !== undefined) return body.length >= Number(length) ? body : undefined
  return body.endsWith('0\r\n\r\n') ? body : undefined
}
