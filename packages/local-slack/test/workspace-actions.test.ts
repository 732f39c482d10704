import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Fields, fieldsOf } from '../fields.ts'
import { seeded } from '../seed.ts'
import { type LocalSlack, startLocalSlack } from '../server.ts'
import { manifest } from './sample-app.ts'

const events = [
  'channel_id_changed',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'member_joined_channel',
  'member_left_channel',
  'channel_left',
  'dnd_updated_user',
]
const scopes = { bot: [...manifest.oauth_config.scopes.bot, 'groups:read', 'dnd:read'] }
const { lin, chen, emma, bot, shopA, privateShop, noApp } = seeded

const start = Date.parse('2026-11-20T10:30:00+08:00')
let clock: number
let slack: LocalSlack
let client: WebClient
/** The events that the app got, in order. */
let told: Fields[]

beforeEach(async () => {
  clock = start
  told = []
  slack = await startLocalSlack({
    manifest: {
      ...manifest,
      oauth_config: { scopes },
      settings: { event_subscriptions: { bot_events: events } },
    },
    now: () => clock,
  })
  slack.connectHttp({ url: `${slack.origin}/slack/events` })
  slack.serve((request, response) => {
    if (request.url !== '/slack/events') return false
    request
      .setEncoding('utf8')
      .on('data', (text: string) => told.push(fieldsOf(JSON.parse(text), 'event') ?? {}))
    request.on('end', () => response.end())
    return true
  })
  client = new WebClient(seeded.botToken, { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR })
})
afterEach(() => slack.close())

test('A channel with a new id keeps its content, and its old id is unknown', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel: privateShop, text: '卡片' })
  await client.chat.postMessage({ channel: privateShop, thread_ts: ts, text: '提醒' })
  await client.chat.postEphemeral({ channel: privateShop, user: lin, text: '只给您' })
  const soon = { post_at: start / 1000 + 60, text: '到点' }
  await client.chat.scheduleMessage({ channel: privateShop, ...soon })
  await slack.deliver.changeId({ channel: privateShop, to: 'C0SHARED2' })
  expect(told).toMatchObject([
    { type: 'channel_id_changed', old_channel_id: privateShop, new_channel_id: 'C0SHARED2' },
  ])
  clock += 60_000
  slack.tick()
  expect(slack.workspace.messages.get('C0SHARED2')?.map(one => [one.text, one.channel])).toEqual([
    ['卡片', 'C0SHARED2'],
    ['提醒', 'C0SHARED2'],
    ['到点', 'C0SHARED2'],
  ])
  expect(slack.workspace.ephemerals[0]?.channel).toBe('C0SHARED2')
  expect((await client.conversations.info({ channel: 'C0SHARED2' })).channel).toMatchObject({
    name: 'shop-private',
    is_member: true,
  })
  await expect(client.conversations.info({ channel: privateShop })).rejects.toThrow('channel_not_found')
  await client.chat.update({ channel: 'C0SHARED2', ts, text: '改' })
})

test('Do Not Disturb is announced and ends at its time', async () => {
  const hours = (count: number) => start + count * 3_600_000
  await slack.deliver.doNotDisturb({ user: chen, from: hours(12), until: hours(22) })
  const status = { dnd_enabled: true, next_dnd_start_ts: hours(12) / 1000, next_dnd_end_ts: hours(22) / 1000 }
  expect(told).toMatchObject([{ type: 'dnd_updated_user', user: chen, dnd_status: status }])
  expect(await client.dnd.info({ user: chen })).toMatchObject(status)
  expect(await client.dnd.info({ user: lin })).toMatchObject({ dnd_enabled: false })
  clock = hours(22)
  expect(await client.dnd.info({ user: chen })).toMatchObject({ dnd_enabled: false })
  clock -= 1
  expect(await client.dnd.info({ user: chen })).toMatchObject({ dnd_enabled: true })
})

test('Renaming, archiving and unarchiving a channel are announced', async () => {
  await slack.deliver.rename({ user: lin, channel: shopA, name: 'shop-z' })
  await slack.deliver.archive({ user: lin, channel: shopA })
  await slack.deliver.archive({ user: lin, channel: shopA, undo: true })
  expect(told).toMatchObject([
    { type: 'channel_rename', channel: { id: shopA, name: 'shop-z' } },
    { type: 'channel_archive', channel: shopA, user: lin },
    { type: 'channel_unarchive', channel: shopA, user: lin },
  ])
  expect(await client.chat.postMessage({ channel: '#shop-z', text: '在' })).toMatchObject({ channel: shopA })
})

test('People and the app itself joining and leaving are announced', async () => {
  await slack.deliver.join({ user: emma, channel: privateShop, inviter: lin })
  await slack.deliver.leave({ user: emma, channel: privateShop })
  await client.conversations.join({ channel: noApp })
  await client.conversations.join({ channel: noApp })
  await slack.until(() => told[2])
  await slack.deliver.leave({ user: bot, channel: noApp })
  expect(told).toMatchObject([
    { type: 'member_joined_channel', user: emma, channel: privateShop, channel_type: 'G', inviter: lin },
    { type: 'member_left_channel', user: emma, channel: privateShop },
    { type: 'member_joined_channel', user: bot, channel: noApp, channel_type: 'C' },
    { type: 'channel_left', channel: noApp },
  ])
})
