import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { App } from '@slack/bolt'
import { signatureOf } from 'local-slack/transport.ts'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createLog } from '../../src/log.ts'
import { ackAlways } from '../../src/process/ack-always.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { openReception } from '../../src/process/open-reception.ts'
import { startServer } from '../../src/process/server.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const KB = 1024
const noon = Date.UTC(2026, 10, 20, 4)
const signingSecret = 'a secret'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  onTestFinished(() => void vi.useRealTimers())
})

/** The app's HTTP reception with a Bolt app that records the texts of commands. */
async function openHttp() {
  const log = createLog('silent')
  const clock = { now: Date.now, after: () => () => {} }
  const connection = { mode: 'http', botToken: 'xoxb-1', signingSecret } as const
  const { receiver, onRequest } = openReception(connection, { apiUrl: undefined, clock, log })
  const ran: string[] = []
  const app = new App({
    receiver,
    deferInitialization: true,
    logger: boltLog(log),
    authorize: async () => ({ botToken: 'xoxb-1' }),
  })
  const late: number[] = []
  ackAlways(app, { now: Date.now, log, lateAck: () => late.push(Date.now()) })
  await app.init()
  app.command('/harassment', async ({ command, ack }) => {
    ran.push(command.text)
    const [, seconds] = /^takes (\d+) s/.exec(command.text) ?? []
    vi.setSystemTime(Date.now() + Number(seconds ?? 0) * SECOND)
    await ack(command.text)
  })
  if (!onRequest) throw new Error('no HTTP listener')
  const server = await startServer('127.0.0.1', 0, { 'POST /slack/events': onRequest })
  onTestFinished(() => server.drain())
  const address = `http://127.0.0.1:${server.port}/slack/events`

  type Sending = { at?: number; secret?: string; headers?: Record<string, string> }
  async function send(body: string, { at = Date.now(), secret = signingSecret, headers }: Sending = {}) {
    const seconds = Math.floor(at / SECOND)
    const signed = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signatureOf(secret, seconds, body),
    }
    const response = await fetch(address, { method: 'POST', body, headers: { ...signed, ...headers } })
    await response.text()
    return response.status
  }

  /** Sends the parts as they are and returns all that comes back until the connection ends. */
  async function sendRaw(...parts: string[]) {
    const socket = connect(server.port, '127.0.0.1').on('error', () => {})
    const answer = text(socket)
    for (const part of parts) socket.write(part)
    return answer
  }
  return { ran, late, send, sendRaw, server }
}

const command = (words: string) => `command=%2Fharassment&team_id=T1&user_id=U1&text=${words}`
const head = 'POST /slack/events HTTP/1.1\r\nhost: here\r\n'

describe('The date of a request', () => {
  it.each([
    ['a minute ahead', MINUTE, 200],
    ['a minute and a second ahead', MINUTE + SECOND, 401],
    ['five minutes old', -5 * MINUTE, 200],
    ['five minutes and a second old', -5 * MINUTE - SECOND, 401],
  ])('%s', async (_, away, status) => {
    const { ran, send } = await openHttp()
    expect(await send(command('x'), { at: noon + away })).toBe(status)
    expect(ran).toEqual(status === 200 ? ['x'] : [])
  })

  it.each(['', 'soon', 'NaN', 'Infinity', '-1', '1e400'])('is invalid as %j', async date => {
    const { ran, send } = await openHttp()
    expect(await send(command('x'), { headers: { 'x-slack-request-timestamp': date } })).toBe(401)
    expect(ran).toEqual([])
  })
})

describe('The signature of a request', () => {
  const seconds = noon / SECOND
  const right = signatureOf(signingSecret, seconds, command('x'))
  it.each([
    ['the right one', right, 200],
    ['one of another secret', signatureOf('another', seconds, command('x')), 401],
    ['one of another body', signatureOf(signingSecret, seconds, command('y')), 401],
    ['one of another second', signatureOf(signingSecret, seconds + 1, command('x')), 401],
    ['half of it', right.slice(0, 20), 401],
    ['another version', right.replace('v0', 'v1'), 401],
    ['in capitals', right.replace(/[a-f]/g, letter => letter.toUpperCase()), 401],
    ['twice', `${right}, ${right}`, 401],
    ['none', '', 401],
    ['words', 'sesame', 401],
  ])('%s', async (_, signature, status) => {
    const { ran, send } = await openHttp()
    expect(await send(command('x'), { headers: { 'x-slack-signature': signature } })).toBe(status)
    expect(ran).toEqual(status === 200 ? ['x'] : [])
  })

  it('is required although a form claims to be only a check of the connection', async () => {
    const { ran, send } = await openHttp()
    const headers = { 'x-slack-signature': 'v0=0' }
    expect(await send(`${command('x')}&ssl_check=1`, { headers })).toBe(200)
    expect(ran).toEqual([])
  })
})

describe('An acknowledgement', () => {
  it('is counted as late after the three seconds that Slack waits', async () => {
    const { late, send } = await openHttp()
    await send(command('takes+3+s'))
    expect(late).toHaveLength(0)
    await send(command('takes+4+s'))
    expect(late).toHaveLength(1)
  })
})

describe('The same request', () => {
  it('runs once, whether its copies come together or later', async () => {
    const { ran, send } = await openHttp()
    expect(await Promise.all([1, 2, 3].map(() => send(command('x'))))).toEqual([200, 200, 200])
    expect(await send(command('x'))).toBe(200)
    vi.setSystemTime(noon + 5 * MINUTE + 999)
    expect(await send(command('x'), { at: noon })).toBe(200)
    expect(ran).toEqual(['x'])
  })

  it('runs even if a forged copy came first', async () => {
    const { ran, send } = await openHttp()
    expect(await send(command('x'), { secret: 'another' })).toBe(401)
    expect(await send(command('x'))).toBe(200)
    expect(ran).toEqual(['x'])
  })
})

describe('A body', () => {
  it('of 256 KB is accepted, with a length and in chunks', async () => {
    const { ran, send, sendRaw } = await openHttp()
    const body = command('').padEnd(256 * KB, 'x')
    expect(await send(body)).toBe(200)
    const seconds = noon / SECOND
    const later = body.replace(/x$/, 'y')
    const signed = `x-slack-request-timestamp: ${seconds}\r\nx-slack-signature: ${signatureOf(signingSecret, seconds, later)}\r\n`
    const chunked = `${head}${signed}connection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n`
    expect(await sendRaw(chunked, chunk(later), chunk(''))).toMatch(/^HTTP\/1.1 200/)
    expect(ran).toHaveLength(2)
  })

  it('of one byte more is refused and the connection closed if its length is announced', async () => {
    const { ran, send, sendRaw, server } = await openHttp()
    expect(await send(command('').padEnd(256 * KB + 1, 'x'))).toBe(413)
    expect(await sendRaw(`${head}content-length: ${256 * KB + 1}\r\n\r\n`)).toMatch(/^HTTP\/1.1 413/)
    expect(ran).toEqual([])
    expect(server.open()).toBe(0)
  })

  it('of one byte more is refused and the connection closed if it comes in endless chunks', async () => {
    const { ran, sendRaw, server } = await openHttp()
    const pieces = Array.from({ length: 256 }, () => chunk('x'.repeat(KB)))
    const answer = await sendRaw(`${head}transfer-encoding: chunked\r\n\r\n`, ...pieces, chunk('x'))
    expect(answer).toMatch(/^HTTP\/1.1 413/)
    expect(ran).toEqual([])
    expect(server.open()).toBe(0)
  })

  it.each(['null', ' null ', 'payload=null', '[]', '7', '"x"', 'true', '{}', 'payload=[]', 'x', ''])(
    'without a command, %j, is answered and nothing runs',
    async body => {
      const { ran, send } = await openHttp()
      for (const type of ['application/json', 'application/x-www-form-urlencoded'])
        expect(await send(body, { headers: { 'content-type': type } })).toBeLessThan(500)
      expect(ran).toEqual([])
      expect(await send(command('still here'))).toBe(200)
    },
  )
})

const chunk = (data: string) => `${data.length.toString(16)}\r\n${data}\r\n`
