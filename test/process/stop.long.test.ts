import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { request } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { freePort, metricWhen, minimalEnv, poll, readyz, startListening, statusOf } from './running.ts'
import { openShop } from './shop.ts'

/** Makes the app log something. */
const provokeLog = (origin: string) => fetch(`${origin}/slack/events`, { method: 'POST', body: '{}' })

test('An app whose output is closed keeps running, and SIGTERM ends it with 0', async () => {
  const app = await startListening(minimalEnv)
  app.stopReading()
  for (let each = 0; each < 3; each++) await provokeLog(app.origin)
  expect((await fetch(`${app.origin}/healthz`)).status).toBe(200)
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
})

/** The write end of a full pipe whose reader does not read. */
function fullPipe(): number {
  const path = scratchPath('pipe')
  execFileSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  onTestFinished(() => closeSync(reader))
  try {
    for (;;) writeSync(reader, 'x'.repeat(4096))
  } catch {
    // It is full.
  }
  return openSync(path, constants.O_WRONLY)
}

test('An app whose output is a full pipe keeps running, and SIGTERM ends it with 0', async () => {
  const stdout = fullPipe()
  const port = await freePort()
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], {
    cwd: scratchPath('.'),
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: String(port), ...minimalEnv },
    stdio: ['ignore', stdout, 'ignore'],
  })
  closeSync(stdout)
  const ended = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const origin = `http://127.0.0.1:${port}`
  const alive = await poll(
    () => statusOf(`${origin}/healthz`),
    status => status === 200,
  )
  expect(alive).toBe(200)
  await provokeLog(origin)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('SIGTERM ends an app with 0 although another process locks its database', async () => {
  const path = scratchPath()
  const app = await startListening({ ...minimalEnv, DATABASE_URL: `sqlite://${path}` })
  const other = new DatabaseSync(path)
  onTestFinished(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
})

test('SIGTERM ends an app with 0 after eight seconds although a request never ends', async () => {
  const { app, origin } = await openShop()
  await readyz(origin, 200)
  const endless = request(`${origin}/slack/events`, { method: 'POST', headers: { 'content-length': 100 } })
  endless.on('error', () => {}).write('x')
  // The request for the metrics is the second one.
  expect(await metricWhen(2, origin, 'shensu_http_requests_open')).toBe(2)
  const began = performance.now()
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
  expect(performance.now() - began).toBeGreaterThan(7_500)
  expect(performance.now() - began).toBeLessThan(10_000)
})
