import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { WebClient } from '@slack/web-api'
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createLog } from '../../src/log.ts'
import { cardContent } from '../../src/messages/cards/card.ts'
import { homeContent } from '../../src/messages/cards/home.ts'
import { modalFor } from '../../src/messages/forms/modals.ts'
import { historyContent } from '../../src/messages/parts/history.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { createSlack } from '../../src/slack/create-slack.ts'
import { failureOf } from '../../src/slack/failure.ts'
import type { Slack } from '../../src/slack/slack.ts'
import { own } from '../messages/own.ts'
import { at, calendar, recorded, storiesOf } from '../messages/samples.ts'

/**
 * Checks the app's calls against `emulate`, a third-party emulator of Slack, with the scopes of our manifest.
 * Its gaps are listed in the table below and not worked around.
 */
const token = 'xoxb-emulated'
const adminToken = 'xoxp-emulated'
const bot = 'U0SHENSUBOT'
const manifest = z
  .object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })
  .parse(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')))
const scopes = manifest.oauth_config.scopes.bot
const now = Date.now()
const complaint = recorded()
const card = cardContent(complaint, calendar, 'zh')
const nowhere = '1500000000.000001'

let emulator: Emulator
let slack: Slack
let client: WebClient
let admin: WebClient
let lin: string
/** A public channel with the app, one without it, and a private one without it. */
let shop: string
let lounge: string
let secret: string

beforeAll(async () => {
  const port = await freePort()
  const app = { app_id: 'A0SHENSU', bot_id: 'B0SHENSU', bot_user_id: bot, bot_name: 'shensu', name: 'Shensu' }
  emulator = await createEmulator({
    service: 'slack',
    port,
    seed: {
      slack: {
        users: [{ name: 'lin', real_name: '林悦' }],
        channels: [{ name: 'shop' }, { name: 'lounge' }, { name: 'secret', is_private: true }],
        oauth_apps: [{ client_id: '1.2', client_secret: 'none', redirect_uris: [], scopes, ...app }],
        tokens: [
          { token, type: 'bot', user_id: bot, scopes, ...app },
          { token: adminToken, user: 'admin' },
        ],
        strict_scopes: true,
      },
    },
  })
  const apiUrl = `http://127.0.0.1:${port}/api/`
  const logger = boltLog(createLog('silent'))
  slack = createSlack({ token, apiUrl, now: () => now, logger })
  client = new WebClient(token, { slackApiUrl: apiUrl, logger })
  admin = new WebClient(adminToken, { slackApiUrl: apiUrl, logger })
  const { members = [] } = await client.users.list({})
  const { channels = [] } = await admin.conversations.list({ types: 'public_channel,private_channel' })
  const idOf = (wanted: string, list: { id?: string; name?: string }[]) =>
    list.find(({ name }) => name === wanted)?.id ?? ''
  lin = idOf('lin', members)
  shop = idOf('shop', channels)
  lounge = idOf('lounge', channels)
  secret = idOf('secret', channels)
  await slack.join(shop)
})
afterAll(() => emulator.close())

const post = (key: string, thread?: string) => slack.post({ channel: shop, key, thread, ...card })
const tsOf = async (sent: ReturnType<typeof post>) => {
  const posted = await sent
  if (posted.kind !== 'sent') throw new Error(posted.error)
  return posted.ts
}

describe('emulate accepts the app’s calls for', () => {
  it('the app’s identity', async () => {
    expect(await slack.identity()).toMatchObject({ user: bot, team: expect.stringMatching(/^T/) })
  })

  it('a card, its update, and its history in the thread', async () => {
    const ts = await tsOf(post('H-1:card:1'))
    const { answered = complaint } = storiesOf()
    const changed = cardContent(answered, calendar, 'zh')
    expect(await slack.update({ channel: shop, ts, key: 'H-1:card:1', ...changed })).toEqual({
      kind: 'sent',
      ts,
    })
    const told = historyContent(answered, answered.history, 'zh', new Map())
    const reply = { channel: shop, thread: ts, key: 'H-1:history:0-1', broadcast: true, ...told }
    expect(await slack.post(reply)).toMatchObject({ kind: 'sent' })
    const { messages = [] } = await client.conversations.replies({ channel: shop, ts })
    expect(messages.map(({ metadata }) => metadata?.event_payload)).toEqual([
      { key: 'H-1:card:1' },
      { key: 'H-1:history:0-1' },
    ])
    expect(messages[0]?.blocks).toEqual(changed.blocks)
  })

  it('a message looked up by its key, in the channel and in a thread', async () => {
    const ts = await tsOf(post('H-2:card:1'))
    const reply = await tsOf(post('H-2:history:0-1', ts))
    const where = { channel: shop, since: now }
    expect(await slack.find({ ...where, key: 'H-2:card:1' })).toEqual({ kind: 'found', ts })
    expect(await slack.find({ ...where, thread: ts, key: 'H-2:history:0-1' })).toEqual({
      kind: 'found',
      ts: reply,
    })
    expect(await slack.find({ ...where, thread: ts, key: 'H-2:history:1-2' })).toEqual({ kind: 'absent' })
  })

  it('a direct message to a person’s id', async () => {
    expect(await slack.post({ channel: lin, ...card })).toMatchObject({ kind: 'sent' })
  })

  it('a form, once per trigger', async () => {
    const { trigger_id } = z
      .object({ trigger_id: z.string() })
      .parse(await client.apiCall('views.generateTriggerId', { user_id: lin }))
    const form = modalFor('decided', 'zh', {
      complaint,
      metadata: '{}',
      calendar,
      now: at('2026-11-20 12:00'),
    })
    await slack.openView(trigger_id, form)
    // A copy of the same press: the form is open already.
    await slack.openView(trigger_id, form)
    await expect(slack.openView('1.2.unknown', form)).rejects.toThrow('trigger_id')
  })

  it('a Home', async () => {
    const health = { lastCheck: now, backlog: 0, canLookUp: true }
    const { blocks } = homeContent({ ...own([complaint], now), health }, calendar, now, 'zh')
    await slack.publishHome(lin, { type: 'home', blocks })
    await slack.publishHome(lin, { type: 'home', blocks })
  })

  it('a person and a channel’s members', async () => {
    expect(await slack.person(lin)).toMatchObject({ name: 'lin', outsider: false, gone: false })
    expect((await slack.members(shop)).has(lin)).toBe(true)
    await expect(slack.person('U0NOBODY')).rejects.toThrow('user_not_found')
  })

  it('a public channel to join', async () => {
    expect(await slack.room(lounge)).toEqual({ kind: 'joinable' })
    await slack.join(lounge)
    expect(await slack.room(lounge)).toEqual({ kind: 'joined' })
    expect((await slack.members(lounge)).has(bot)).toBe(true)
    expect(await slack.room('C0NOWHERE')).toEqual({ kind: 'hidden' })
  })

  it('messages that Slack refuses, with its error codes', async () => {
    expect(await slack.post({ channel: 'C0NOWHERE', ...card })).toEqual({
      kind: 'refused',
      error: 'channel_not_found',
    })
    expect(await slack.update({ channel: shop, ts: nowhere, ...card })).toEqual({
      kind: 'refused',
      error: 'message_not_found',
    })
  })
})

/** The gaps of emulate: the call, Slack's answer, and emulate's answer. */
const lacking: [string, string, () => Promise<unknown>, unknown][] = [
  ['users.conversations', 'the person’s channels', () => caught(slack.channelsOf(lin)), 'http_404'],
  ['users.info', 'the locale that was asked for', async () => (await slack.person(lin)).locale, ''],
  ['users.list', 'who the primary owner is', () => slack.owner(), undefined],
  ['auth.test', 'the scopes, in a header', async () => (await slack.identity()).scopes, undefined],
  [
    'chat.postMessage in a public channel without the app',
    'not_in_channel',
    async () => {
      const { channel } = await admin.conversations.create({ name: 'elsewhere' })
      return (await slack.post({ channel: channel?.id ?? '', ...card })).kind
    },
    'sent',
  ],
  [
    'chat.postMessage in a private channel without the app',
    'channel_not_found',
    () => slack.post({ channel: secret, ...card }),
    { kind: 'refused', error: 'not_in_channel' },
  ],
  [
    'conversations.info of a private channel without the app',
    'channel_not_found',
    () => caught(slack.room(secret)),
    'not_in_channel',
  ],
  [
    'chat.postMessage with a block that does not exist',
    'invalid_blocks',
    async () =>
      (await client.chat.postMessage({ channel: shop, text: '话', blocks: [{ type: 'banner' }] })).ok,
    true,
  ],
  [
    'chat.postMessage in the thread of a message that is not there',
    'no thread_ts: it stands in the channel',
    async () =>
      (await client.chat.postMessage({ channel: shop, text: '话', thread_ts: nowhere })).message?.thread_ts,
    nowhere,
  ],
  [
    'conversations.replies of a message that is not there',
    'thread_not_found',
    () => slack.find({ channel: shop, thread: '1500000000.000002', key: 'none', since: now }),
    { kind: 'absent' },
  ],
  [
    'conversations.replies with oldest',
    'what came later',
    async () => {
      const ts = await tsOf(post('H-3:card:1'))
      await post('H-3:history:0-1', ts)
      const later = { channel: shop, ts, oldest: String(now / 1000 + 3600) }
      return (await client.conversations.replies(later)).messages?.length
    },
    2,
  ],
  [
    'conversations.replies without include_all_metadata',
    'no metadata',
    async () => {
      const ts = await tsOf(post('H-4:card:1'))
      return (await client.conversations.replies({ channel: shop, ts })).messages?.[0]?.metadata
        ?.event_payload
    },
    { key: 'H-4:card:1' },
  ],
  [
    'six messages in a channel at once',
    'ratelimited, with Retry-After',
    async () =>
      (await Promise.all(Array.from({ length: 6 }, (_, n) => post(`H-5:${n}`)))).map(({ kind }) => kind),
    Array(6).fill('sent'),
  ],
]

it.each(lacking)('emulate differs in %s: Slack answers %s', async (_call, _slack, ask, instead) => {
  expect(await ask()).toEqual(instead)
})

/** The error code of a call that fails. */
const caught = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: unknown) => failureOf(error).error,
  )

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
