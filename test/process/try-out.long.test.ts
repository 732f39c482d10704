import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { freePort, poll, startScript, statusOf } from './running.ts'

const start = fileURLToPath(new URL('../../bin/start.ts', import.meta.url))

/** `npm start` with this environment and no other. */
function npmStart(env: Record<string, string>) {
  const app = startScript(start, env)
  return { ...app, said: () => app.stdout() + app.stderr() }
}

async function openWorkspace(env: Record<string, string> = {}) {
  const app = npmStart(env)
  const origin = await poll(
    () => /http:\/\/localhost:\d+/.exec(app.said())?.[0],
    found => found !== undefined,
  )
  if (!origin) throw new Error(`No workspace opened: ${app.said()}`)
  return { ...app, origin }
}

/** The status of a request with these headers. */
const statusFor = (origin: string, headers: Record<string, string>) =>
  new Promise((resolve, reject) => {
    request(`${origin}/page-api/state?user=U0LIN`, { headers }, response => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })

test('Without a SLACK_* variable the workspace opens, says how to connect a real Slack, and ends with 0', async () => {
  const { kill, ended, said, origin } = await openWorkspace()
  expect(said()).toContain('SLACK_BOT_TOKEN')
  expect(await (await fetch(origin)).text()).toContain('/page/main.js')
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect((await fetch(origin + path)).status).toBe(200)
  kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('No browser opens if standard output is not a terminal', async () => {
  const browser = scratchPath('browser')
  writeFileSync(browser, '#!/bin/sh\n: > "$0.opened"\n', { mode: 0o755 })
  const { kill, ended } = await openWorkspace({ BROWSER: browser })
  kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(existsSync(`${browser}.opened`)).toBe(false)
})

test('The page refuses requests under another host name and from other pages', async () => {
  const { origin } = await openWorkspace()
  expect(await statusFor(origin, {})).toBe(200)
  expect(await statusFor(origin, { host: 'shop.example:3000' })).toBe(403)
  expect(await statusFor(origin, { origin: 'http://shop.example' })).toBe(403)
  const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"to":"next"}' }
  expect((await fetch(`${origin}/page-api/travel`, form)).status).toBe(403)
})

test.each([
  [{ NODE_ENV: 'production' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
  [{ SLACK_SIGNING_SECRET: '' }, 'SLACK_BOT_TOKEN'],
  [{ PORT: 'eighty' }, 'PORT'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ PORT: 'eighty', LOG_LEVEL: 'loud', RULE_BOOK: 'nowhere.yaml' }, 'nowhere.yaml'],
])('With %o it ends with 1 and names %s', async (env, named) => {
  const { ended, said } = npmStart(env)
  expect(await ended).toBe(1)
  expect(said()).toContain(named)
  expect(said()).not.toContain('localhost')
  expect(said()).not.toMatch(/^ +at /m)
  for (const name of Object.keys(env).filter(each => !/^(SLACK|NODE)_/.test(each)))
    expect(said()).toContain(name)
})

test('A variable that is not used or looks misspelt is named when the workspace opens', async () => {
  const { kill, ended, said } = await openWorkspace({
    DATABASE_URL: 'mysql://shensu:hidden@db/shensu',
    SLAK_BOT_TOKEN: 'xoxb-1',
  })
  expect(said()).toMatch(/DATABASE_URL.*not used here/)
  expect(said()).toContain('SLAK_BOT_TOKEN is set, which this app does not know: was SLACK_BOT_TOKEN meant?')
  expect(said()).not.toContain('hidden')
  kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('A closed terminal does not end the workspace, and SIGTERM does', async () => {
  const port = await freePort()
  const { kill, ended, stopReading } = npmStart({ PORT: String(port) })
  stopReading()
  const ready = await poll(
    () => statusOf(`http://127.0.0.1:${port}/readyz`),
    status => status === 200,
  )
  expect(ready).toBe(200)
  kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('No file in src/ imports the local workspace, so the app on Slack runs without it', () => {
  const src = new URL('../../src/', import.meta.url)
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  expect(files).toContain('main.ts')
  const imported = /(from|import\() ?['"][^'"]*(local-slack|try-out)/
  const importing = files.filter(name => imported.test(readFileSync(new URL(name, src), 'utf8')))
  expect(importing).toEqual([])
})
