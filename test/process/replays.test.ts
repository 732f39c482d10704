import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { onceEach } from '../../src/process/replays.ts'
import { startServer } from '../../src/process/server.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const noon = Date.UTC(2026, 10, 20, 4)

/** A door that lets each request through once, with a clock to turn and a count of those let through. */
async function door() {
  const state = { now: noon, ran: 0, status: 200 }
  const route = onceEach(
    () => state.now,
    (request, response) => {
      state.ran++
      request.resume().once('end', () => response.writeHead(state.status).end('ran'))
    },
  )
  const server = await startServer('127.0.0.1', 0, { 'POST /': route })
  onTestFinished(() => server.drain())
  const headersOf = (at: number, signature: string) => ({
    'x-slack-request-timestamp': String(at / SECOND),
    'x-slack-signature': signature,
  })
  return {
    state,
    /** Sends half a request, then closes the connection; resolves when the server has noticed. */
    async breakOff(at: number, signature: string) {
      const headers = { ...headersOf(at, signature), 'content-length': 2 }
      const half = request({ port: server.port, method: 'POST', headers }).on('error', () => {})
      half.write('x')
      while (state.ran === 0) await pause(5)
      half.destroy()
      while (server.open() > 0) await pause(5)
    },
    async knock(at: number, signature: string) {
      const response = await fetch(`http://127.0.0.1:${server.port}/`, {
        method: 'POST',
        body: 'x',
        headers: headersOf(at, signature),
      })
      return `${response.status} ${await response.text()}`.trim()
    },
  }
}

describe('The same signed request', () => {
  it('runs once for as long as its signature is valid, from whichever side of now it is dated', async () => {
    const { state, knock } = await door()
    const dated = noon + MINUTE
    expect(await knock(dated, 'v0=abc')).toBe('200 ran')
    expect(await knock(dated, 'v0=abc')).toBe('200')
    // Bolt takes it until five minutes after its date, in whole seconds.
    state.now = dated + 5 * MINUTE + 999
    expect(await knock(dated, 'v0=abc')).toBe('200')
    expect(state.ran).toBe(1)
  })

  it('is the same whatever follows the hash in its header', async () => {
    const { knock } = await door()
    expect(await knock(noon, 'v0=abc')).toBe('200 ran')
    expect(await knock(noon, 'v0=abc=more')).toBe('200')
  })

  it('is forgotten after that, so that memory does not fill', async () => {
    const { state, knock } = await door()
    await knock(noon, 'v0=abc')
    state.now = noon + 6 * MINUTE + 999
    expect(await knock(noon, 'v0=abc')).toBe('200')
    state.now += 1
    expect(await knock(noon, 'v0=abc')).toBe('200 ran')
  })

  it('may come again after a connection that broke before all of it was there', async () => {
    const { knock, breakOff } = await door()
    await breakOff(noon, 'v0=abc')
    expect(await knock(noon, 'v0=abc')).toBe('200 ran')
  })

  it('may come again after it was refused: a forger must not shut out the real one', async () => {
    const { state, knock } = await door()
    state.status = 401
    expect(await knock(noon, 'v0=abc')).toBe('401 ran')
    state.status = 200
    expect(await knock(noon, 'v0=abc')).toBe('200 ran')
  })
})

describe('A request with another signature', () => {
  it('runs', async () => {
    const { state, knock } = await door()
    expect(await knock(noon, 'v0=abc')).toBe('200 ran')
    expect(await knock(noon + SECOND, 'v0=abd')).toBe('200 ran')
    expect(state.ran).toBe(2)
  })
})

describe('A request from the future', () => {
  it('is let through when it is dated a minute ahead, and refused a second later', async () => {
    const { knock } = await door()
    expect(await knock(noon + MINUTE, 'v0=abc')).toBe('200 ran')
    expect(await knock(noon + MINUTE + SECOND, 'v0=abd')).toBe('401')
  })
})
