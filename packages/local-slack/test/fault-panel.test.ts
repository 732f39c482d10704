import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFaultPanel } from '../fault-panel.ts'
import { seeded } from '../seed.ts'
import { type LocalSlack, startLocalSlack } from '../server.ts'
import { manifest } from './sample-app.ts'

const { lin, shopA, noApp, bot } = seeded
const at = Date.UTC(2026, 10, 20, 4)

let faultPanel: ReturnType<typeof createFaultPanel>
let slack: LocalSlack
let app: Server
let received: number
let running: boolean
let panel: ReturnType<typeof faultPanel.panel>

beforeEach(async () => {
  received = 0
  running = true
  app = createServer((_, response) => {
    received++
    response.end()
  })
  await new Promise<void>(resolve => app.listen(0, '127.0.0.1', resolve))
  const address = app.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  faultPanel = createFaultPanel(() => at)
  slack = await startLocalSlack({ manifest, now: () => at, rateLimits: false, ...faultPanel.options })
  slack.connectHttp({ url: `http://127.0.0.1:${address.port}` })
  panel = faultPanel.panel(slack, {
    running: () => running,
    stop: async () => {
      running = false
    },
    start: async () => {
      running = true
    },
  })
})
afterEach(async () => {
  app.close()
  await slack.close()
})

/** Calls a method as the app does; returns its status, or `none` when the connection broke. */
async function call(method: string, args: Record<string, string> = {}) {
  const body = new URLSearchParams({ ...args, token: seeded.botToken })
  return fetch(`${slack.apiUrl}${method}`, { method: 'POST', body }).then(
    response => response.status,
    () => 'none',
  )
}
const post = () =>
  call('chat.postMessage', { channel: shopA, text: '在', metadata: '{"event_type":"a","event_payload":{}}' })
const said = () => slack.workspace.messages.get(shopA)?.length
const lines = () =>
  panel
    .shown()
    .log.toReversed()
    .map(entry => (entry.kind === 'call' ? `${entry.method} ${entry.came}` : entry.kind))

test('No fault is on at first', async () => {
  expect(await post()).toBe(200)
  expect(panel.shown()).toMatchObject({ on: 0, answering: undefined, twice: false, stopped: false })
  expect(lines()).toEqual(['chat.postMessage ok'])
})

test('Slack answers the next two messages with 429, no other call, and then the fault is off', async () => {
  await panel.act({ set: 'answer', to: '429', times: 2 })
  expect(panel.shown()).toMatchObject({ on: 1, answering: { to: '429', left: 2 } })
  expect([await post(), await call('users.info', { user: lin }), await post(), await post()]).toEqual([
    429, 200, 429, 200,
  ])
  expect(panel.shown()).toMatchObject({ on: 0, answering: undefined })
  expect(said()).toBe(1)
})

test('Slack posts and loses the answer until the fault is switched off', async () => {
  await panel.act({ set: 'answer', to: 'lost' })
  expect([await post(), await post()]).toEqual(['none', 'none'])
  await panel.act({ set: 'answer', to: null })
  expect(await post()).toBe(200)
  expect(said()).toBe(3)
  expect(lines()).toEqual(['chat.postMessage lost', 'chat.postMessage lost', 'chat.postMessage ok'])
})

test('With a 500 nothing is posted', async () => {
  await panel.act({ set: 'answer', to: '500', times: 1 })
  expect(await post()).toBe(500)
  expect(said()).toBe(0)
})

test('Archiving a channel and removing the app are switched on and off; channels closed before do not count', async () => {
  expect(panel.shown()).toMatchObject({ on: 0, archived: [seeded.archived] })
  expect(panel.shown().removed).toContain(noApp)
  await panel.act({ set: 'archived', channel: shopA, user: lin, on: true })
  await panel.act({ set: 'removed', channel: shopA, user: lin, on: true })
  expect(panel.shown()).toMatchObject({ on: 2, archived: [shopA, seeded.archived] })
  expect(panel.shown().removed).toContain(shopA)
  expect(slack.workspace.channels.get(shopA)?.members.has(bot)).toBe(false)
  await panel.act({ set: 'archived', channel: shopA, user: lin, on: false })
  expect(panel.shown()).toMatchObject({ on: 1, archived: [seeded.archived] })
  // Someone else invites it.
  await slack.deliver.join({ user: bot, channel: shopA })
  expect(panel.shown().on).toBe(0)
})

test('Every delivery is repeated, and the log names it', async () => {
  await panel.act({ set: 'twice', on: true })
  const command = { user: lin, channel: shopA, command: '/plain', text: 'list' }
  await slack.deliver.command(command)
  expect(received).toBe(2)
  expect(panel.shown().log[0]).toEqual({ kind: 'twice', at, what: '/plain list' })
  await panel.act({ set: 'twice', on: false })
  await slack.deliver.command(command)
  expect(received).toBe(3)
})

test('The app is stopped and started, and can be restarted while stopped', async () => {
  await panel.act({ set: 'stopped', on: true })
  expect(panel.shown()).toMatchObject({ on: 1, stopped: true })
  await panel.act({ set: 'stopped', on: true })
  await panel.act({ set: 'restarted' })
  expect(running).toBe(true)
  await panel.act({ set: 'restarted' })
  expect(lines()).toEqual(['stopped', 'started', 'stopped', 'started'])
})

test('The log keeps the last sixty lines, without the checks that went well', async () => {
  await call('auth.test')
  expect(lines()).toEqual([])
  for (let n = 0; n < 61; n++) await call('users.info', { user: n === 0 ? seeded.chen : lin })
  expect(panel.shown().log).toHaveLength(60)
  expect(panel.shown().log.at(-1)).toMatchObject({ about: lin })
  faultPanel.forget()
  expect(lines()).toEqual([])
})

test('A subscriber is called at each line and each switch', async () => {
  let heard = 0
  const leave = faultPanel.subscribe(() => heard++)
  await post()
  expect(heard).toBe(1)
  await panel.act({ set: 'twice', on: true })
  expect(heard).toBe(2)
  leave()
  await post()
  expect(heard).toBe(2)
})

test('An unknown fault is refused', async () => {
  await expect(panel.act({ set: 'everything' })).rejects.toThrow()
  await expect(panel.act({ set: 'answer', to: '429', times: 0 })).rejects.toThrow()
})
