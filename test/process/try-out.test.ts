import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { freePort } from './running.ts'

const start = fileURLToPath(new URL('../../bin/start.ts', import.meta.url))

/** `npm start` with this environment and no other. */
function npmStart(env: Record<string, string>) {
  const child = spawn(process.execPath, [start], {
    cwd: scratchPath('.'),
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => (said += text))
  const ended = once(child, 'close').then(() => child.exitCode)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, ended, said: () => said }
}

async function openWorkspace(env: Record<string, string> = {}) {
  const { child, ended, said } = npmStart(env)
  for (let waited = 0; waited < 10_000; waited += 20) {
    const origin = /http:\/\/localhost:\d+/.exec(said())?.[0]
    if (origin) return { child, ended, said, origin }
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error(`No workspace opened: ${said()}`)
}

/** The status of a request that calls this machine by another name. */
const statusFor = (origin: string, headers: Record<string, string>) =>
  new Promise((resolve, reject) => {
    request(`${origin}/page-api/state?user=U0LIN`, { headers }, response => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })

test('Without any SLACK_* variable the workspace opens, says how to connect a real Slack, and ends with 0', async () => {
  const { child, ended, said, origin } = await openWorkspace()
  expect(said()).toContain('SLACK_BOT_TOKEN')
  expect(await (await fetch(origin)).text()).toContain('/page/main.js')
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect((await fetch(origin + path)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('Where standard output is no terminal, no browser is opened', async () => {
  const browser = scratchPath('browser')
  writeFileSync(browser, '#!/bin/sh\n: > "$0.opened"\n', { mode: 0o755 })
  const { child, ended } = await openWorkspace({ BROWSER: browser })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(existsSync(`${browser}.opened`)).toBe(false)
})

test('The page answers nobody who calls this machine by another name or comes from another page', async () => {
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

test('A variable that has no say here, or looks misspelt, is named beside the workspace', async () => {
  const { child, ended, said } = await openWorkspace({
    DATABASE_URL: 'mysql://shensu:hidden@db/shensu',
    SLAK_BOT_TOKEN: 'xoxb-1',
  })
  expect(said()).toMatch(/DATABASE_URL.*not used here/)
  expect(said()).toContain('SLAK_BOT_TOKEN is set, which this app does not know: was SLACK_BOT_TOKEN meant?')
  expect(said()).not.toContain('hidden')
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('A terminal that is gone does not end the workspace, and SIGTERM still does', async () => {
  const port = await freePort()
  const { child, ended } = npmStart({ PORT: String(port) })
  child.stdout.destroy()
  child.stderr.destroy()
  const alive = () => fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status)
  for (let tries = 0; (await alive().catch(() => 0)) !== 200; tries++) {
    if (tries === 400) throw new Error('it does not answer')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('Nothing under src/ imports the workspace: the app on Slack runs without it', () => {
  const src = new URL('../../src/', import.meta.url)
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  expect(files).toContain('main.ts')
  const importing = files.filter(name => /local-slack|try-out/.test(readFileSync(new URL(name, src), 'utf8')))
  expect(importing).toEqual([])
})
