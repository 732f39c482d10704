import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { freePort, startListening } from './running.ts'

const env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret-1',
  SLACK_API_URL: 'http://127.0.0.1:1/api/',
}

/** Makes the app log something. */
const bother = (origin: string) => fetch(`${origin}/slack/events`, { method: 'POST', body: '{}' })

test('An app whose output nobody reads any more lives on, and SIGTERM ends it with 0', async () => {
  const app = await startListening(env)
  app.stopReading()
  for (let each = 0; each < 3; each++) await bother(app.origin)
  expect((await fetch(`${app.origin}/healthz`)).status).toBe(200)
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
})

/** A pipe that is full, and whose reader reads nothing: its end to write to. */
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

test('An app whose output is piped to a program that has stopped reading works, and SIGTERM ends it with 0', async () => {
  const stdout = fullPipe()
  const port = await freePort()
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], {
    cwd: scratchPath('.'),
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', stdout, 'ignore'],
  })
  closeSync(stdout)
  const ended = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const origin = `http://127.0.0.1:${port}`
  const alive = () =>
    fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(({ status }) => status)
  for (let tries = 0; (await alive().catch(() => 0)) !== 200; tries++) {
    if (tries === 200) throw new Error('it does not answer')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await bother(origin)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('An app whose database another process keeps locked ends with 0 all the same', async () => {
  const path = scratchPath()
  const app = await startListening({ ...env, DATABASE_URL: `sqlite://${path}` })
  const other = new DatabaseSync(path)
  onTestFinished(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
})
