import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seenBy } from '../messages.ts'
import { seeded } from '../seed.ts'
import { type Fault, type LocalSlack, startLocalSlack } from '../server.ts'
import { newResponseUrl, newTrigger } from '../triggers.ts'
import { manifest, modal } from './sample-app.ts'

const start = Date.parse('2026-11-20T10:30:00+08:00')
let clock = start
let fault: Fault | undefined
let slack: LocalSlack
let client: WebClient

beforeEach(async () => {
  clock = start
  fault = undefined
  slack = await startLocalSlack({ manifest, now: () => clock, faults: () => fault })
  client = clientWith(seeded.botToken)
})
afterEach(() => slack.close())

function clientWith(token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  })
}

/** The body of the answer to a JSON call. */
async function ask(method: string, args: Record<string, unknown>, token: string = seeded.botToken) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  })
  const body: unknown = await response.json()
  return body
}

/** The body of the answer to a form call, as the SDK sends it. */
async function askForm(method: string, args: Record<string, string>, token: string = seeded.botToken) {
  const body = new URLSearchParams({ ...args, token })
  const answer: unknown = await (await fetch(`${slack.apiUrl}${method}`, { method: 'POST', body })).json()
  return answer
}

const { shopA, shopB, secret, noApp, archived, shared, lin, chen, emma, outsider } = seeded

describe('Authorization', () => {
  it('accepts a valid token and refuses a wrong, missing or revoked one', async () => {
    expect(await client.auth.test()).toMatchObject({
      user_id: seeded.bot,
      team_id: seeded.team,
      bot_id: 'B0SHENSU1',
    })
    expect(await clientWith(seeded.otherBotToken).auth.test()).toMatchObject({ team_id: seeded.otherTeam })
    expect(await ask('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' })
    expect(await (await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })).json()).toEqual({
      ok: false,
      error: 'not_authed',
    })
    slack.connectHttp({ url: 'http://127.0.0.1:1/' })
    await slack.deliver.revoke({ team: seeded.team })
    expect(await ask('auth.test', {})).toEqual({ ok: false, error: 'token_revoked' })
  })

  it('names the scope that the manifest lacks', async () => {
    expect(await ask('reactions.add', { channel: shopA, timestamp: '1.0', name: 'eyes' })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'reactions:write',
      provided: manifest.oauth_config.scopes.bot.join(','),
    })
    expect(await askForm('conversations.info', { channel: seeded.privateShop })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    })
    expect(await askForm('conversations.info', { channel: shopA })).toMatchObject({
      ok: true,
      channel: { name: 'shop-a', is_member: true },
    })
  })

  it('refuses unknown methods, and ignores JSON where Slack does', async () => {
    expect(await ask('chat.shout', {})).toMatchObject({ error: 'unknown_method' })
    expect(await ask('users.info', { user: lin })).toMatchObject({ error: 'invalid_arguments' })
    expect(await askForm('users.info', { user: lin })).toMatchObject({
      ok: true,
      user: { name: 'lin', tz_offset: 28_800 },
    })
  })

  it('names the fault of a body', async () => {
    const headers = { authorization: `Bearer ${seeded.botToken}`, 'content-type': 'application/json' }
    const answerTo = async (body: string) =>
      (await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body })).json()
    expect(await answerTo('{"a"')).toEqual({ ok: false, error: 'invalid_json' })
    expect(await answerTo('[1]')).toEqual({ ok: false, error: 'json_not_object' })
    expect(await answerTo('')).toMatchObject({ ok: true })
  })

  it('lists the people of the workspace and marks its owner', async () => {
    const { members = [] } = await client.users.list({ limit: 200 })
    expect(members.map(one => one.id)).toEqual([lin, chen, emma, 'USLACKBOT', seeded.bot])
    expect(members.filter(one => one.is_primary_owner).map(one => one.id)).toEqual([lin])
  })

  it('shows a locale only on request, and marks a stranger', async () => {
    const plain = await client.users.info({ user: lin })
    expect(plain.user).not.toHaveProperty('locale')
    expect((await client.users.info({ user: lin, include_locale: true })).user?.locale).toBe('zh-CN')
    expect((await client.users.info({ user: outsider })).user).toMatchObject({
      is_stranger: true,
      team_id: seeded.otherTeam,
    })
    expect(await askForm('users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' })
  })
})

describe('A message is posted', () => {
  it.each([
    [shopA, true],
    [shared, true],
    ['#shop-a', true],
    [lin, true],
    [noApp, 'not_in_channel'],
    [archived, 'is_archived'],
    [secret, 'channel_not_found'],
    [seeded.elsewhere, 'channel_not_found'],
    ['C0NOWHERE', 'channel_not_found'],
  ])('to %s: %s', async (channel, outcome) => {
    const expected = outcome === true ? { ok: true } : { ok: false, error: outcome }
    expect(await ask('chat.postMessage', { channel, text: '提醒' })).toMatchObject(expected)
  })

  it('to a public channel once the app joined it', async () => {
    await client.conversations.join({ channel: noApp })
    expect(await ask('chat.postMessage', { channel: noApp, text: '来了' })).toMatchObject({ ok: true })
    expect(await ask('conversations.join', { channel: archived })).toMatchObject({ error: 'is_archived' })
    expect(await ask('conversations.join', { channel: secret })).toMatchObject({ error: 'channel_not_found' })
  })

  it('into an existing thread', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    const reply = await client.chat.postMessage({ channel: shopA, text: '提醒', thread_ts: ts })
    const { messages } = await client.conversations.replies({ channel: shopA, ts })
    expect(messages).toMatchObject([
      { ts, reply_count: 1, latest_reply: reply.ts },
      { thread_ts: ts, text: '提醒' },
    ])
    expect((await client.conversations.history({ channel: shopA })).messages).toHaveLength(1)
    expect(await askForm('conversations.replies', { channel: shopA, ts: '1.000000' })).toMatchObject({
      error: 'thread_not_found',
    })
  })

  it('silently into the channel itself when the thread is gone, as in Slack', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    await client.chat.delete({ channel: shopA, ts })
    const late = await client.chat.postMessage({ channel: shopA, text: '提醒', thread_ts: ts })
    expect(late.message).not.toHaveProperty('thread_ts')
    expect((await client.conversations.history({ channel: shopA })).messages).toHaveLength(1)
  })

  it('to one person only if they are in the channel', async () => {
    expect(await ask('chat.postEphemeral', { channel: shopA, user: emma, text: 'x' })).toMatchObject({
      ok: true,
    })
    expect(await ask('chat.postEphemeral', { channel: shopB, user: emma, text: 'x' })).toMatchObject({
      error: 'user_not_in_channel',
    })
  })

  it('with a ts of its own, in the order of posting, even while the clock stands still', async () => {
    for (const text of ['一', '二', '三']) await client.chat.postMessage({ channel: shopA, text })
    const sent = slack.workspace.messages.get(shopA)?.map(one => one.ts)
    expect(sent).toEqual(
      ['1795141800.000000', '1795141800.000001', '1795141800.000002'].map(ts =>
        ts.replace('1795141800', String(start / 1000)),
      ),
    )
  })
})

describe('chat.update and chat.delete', () => {
  it('keep blocks and metadata that are not in the arguments', async () => {
    const metadata = { event_type: 'card', event_payload: { id: 'H-7K3Q' } }
    const blocks = [{ type: 'divider' as const }]
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '一', blocks, metadata })
    await client.chat.update({ channel: shopA, ts, text: '二' })
    expect(slack.workspace.messages.get(shopA)?.[0]).toMatchObject({
      text: '二',
      metadata,
      blocks,
      edited: { user: seeded.bot },
    })
    await client.chat.update({ channel: shopA, ts, text: '三', blocks: [] })
    expect(slack.workspace.messages.get(shopA)?.[0]).toMatchObject({ text: '三', blocks: [] })
  })

  it("are refused for another's message, a missing one, and in an archived channel", async () => {
    const { message } = await slack.deliver.say({ user: lin, channel: shopB, text: '人话' })
    expect(await ask('chat.update', { channel: shopB, ts: message.ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    })
    expect(await ask('chat.delete', { channel: shopB, ts: message.ts })).toMatchObject({
      error: 'cant_delete_message',
    })
    expect(await ask('chat.update', { channel: shopB, ts: '1.000000', text: 'x' })).toMatchObject({
      error: 'message_not_found',
    })
    const { ts = '' } = await client.chat.postMessage({ channel: shopB, text: '卡片' })
    await slack.deliver.archive({ user: lin, channel: shopB })
    expect(await ask('chat.update', { channel: shopB, ts, text: 'x' })).toMatchObject({
      error: 'is_inactive',
    })
  })

  it('leave a tombstone for a message with replies', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    await client.chat.postMessage({ channel: shopA, text: '回复', thread_ts: ts })
    await client.chat.delete({ channel: shopA, ts })
    expect((await client.conversations.replies({ channel: shopA, ts })).messages?.[0]).toMatchObject({
      subtype: 'tombstone',
      user: 'USLACKBOT',
    })
    expect(await ask('chat.update', { channel: shopA, ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    })
  })
})

describe('History and replies', () => {
  it('are paged from oldest, exclusive unless inclusive is set', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    const replies: string[] = []
    for (const text of ['一', '二', '三']) {
      clock += 1_000
      const { ts: reply = '' } = await client.chat.postMessage({ channel: shopA, text, thread_ts: ts })
      replies.push(reply)
    }
    const first = await client.conversations.replies({ channel: shopA, ts, limit: 2 })
    expect(first.messages?.map(one => one.text)).toEqual(['卡片', '一', '二'])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.replies({ channel: shopA, ts, limit: 2, cursor })
    expect(second).toMatchObject({ has_more: false, messages: [{ text: '卡片' }, { text: '三' }] })
    const after = { channel: shopA, ts, oldest: replies[1] ?? '' }
    expect((await client.conversations.replies(after)).messages?.map(one => one.text)).toEqual(['卡片', '三'])
    expect(
      (await client.conversations.replies({ ...after, inclusive: true })).messages?.map(one => one.text),
    ).toEqual(['卡片', '二', '三'])
  })

  it('come with members and permalinks', async () => {
    expect((await client.conversations.members({ channel: shopB })).members).toEqual([lin, seeded.bot])
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    const { permalink } = await client.chat.getPermalink({ channel: shopA, message_ts: ts })
    expect(permalink).toBe(`https://shensu-one.slack.com/archives/${shopA}/p${ts.replace('.', '')}`)
  })
})

describe('Modals', () => {
  function trigger() {
    return newTrigger(slack.workspace, { team: seeded.team, user: lin, channel: shopA }).id
  }

  it('open once per trigger, within three seconds', async () => {
    const late = trigger()
    clock += 3_000
    const intime = trigger()
    expect(await ask('views.open', { trigger_id: late, view: modal })).toMatchObject({ ok: true })
    expect(await ask('views.open', { trigger_id: late, view: modal })).toMatchObject({
      error: 'exchanged_trigger_id',
    })
    clock += 3_001
    expect(await ask('views.open', { trigger_id: intime, view: modal })).toMatchObject({
      error: 'expired_trigger_id',
    })
    expect(await ask('views.open', { trigger_id: '1.2.x', view: modal })).toMatchObject({
      error: 'invalid_trigger_id',
    })
  })

  it('stack three deep', async () => {
    expect(await ask('views.push', { trigger_id: trigger(), view: modal })).toMatchObject({
      error: 'not_found',
    })
    await ask('views.open', { trigger_id: trigger(), view: modal })
    for (let more = 0; more < 2; more += 1)
      expect(await ask('views.push', { trigger_id: trigger(), view: modal })).toMatchObject({ ok: true })
    expect(await ask('views.push', { trigger_id: trigger(), view: modal })).toMatchObject({
      error: 'push_limit_reached',
    })
  })

  it('are updated only with the current hash', async () => {
    const { view } = await client.views.open({ trigger_id: trigger(), view: modal })
    const { id: view_id, hash } = view ?? {}
    expect(await ask('views.update', { view_id, hash, view: modal })).toMatchObject({ ok: true })
    expect(await ask('views.update', { view_id, hash, view: modal })).toMatchObject({
      error: 'hash_conflict',
    })
    await slack.deliver.closeView({ user: lin })
    expect(await ask('views.update', { view_id, view: modal })).toMatchObject({ error: 'not_found' })
  })

  it('keep input where the ids stay', async () => {
    const { view } = await client.views.open({ trigger_id: trigger(), view: modal })
    const open = slack.workspace.views.get(view?.id ?? '')
    if (open !== undefined) open.values.order = { order: { type: 'plain_text_input', value: '888' } }
    await client.views.update({ view_id: view?.id ?? '', view: { ...modal, callback_id: 'again' } })
    expect(open?.values.order).toEqual({ order: { type: 'plain_text_input', value: '888' } })
  })
})

describe('A response_url', () => {
  it('accepts five answers within thirty minutes', async () => {
    const { key } = newResponseUrl(slack.workspace, { team: seeded.team, user: lin, channel: shopA })
    const post = async () =>
      (await fetch(`${slack.origin}/commands/${key}`, { method: 'POST', body: '{"text":"好"}' })).status
    for (let use = 0; use < 5; use += 1) expect(await post()).toBe(200)
    expect(await post()).toBe(404)
    expect(slack.workspace.ephemerals).toHaveLength(5)
  })

  it('expires', async () => {
    const { key } = newResponseUrl(slack.workspace, { team: seeded.team, user: lin, channel: shopA })
    const post = async () =>
      (await fetch(`${slack.origin}/commands/${key}`, { method: 'POST', body: '{"text":"好"}' })).json()
    clock += 30 * 60_000 + 1
    expect(await post()).toEqual({ ok: false, error: 'expired_url' })
  })
})

describe('Scheduled messages', () => {
  const plain = { channel: shopA, text: '到点了' }
  const inTen = () => Math.floor(clock / 1000) + 600

  it('are posted at their time', async () => {
    await client.chat.scheduleMessage({ ...plain, post_at: inTen() })
    clock += 599_000
    slack.tick()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
    clock += 1_000
    slack.tick()
    expect(slack.workspace.messages.get(shopA)?.map(one => one.text)).toEqual(['到点了'])
  })

  it('are posted in their thread, and in the channel too with reply_broadcast', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    const reply = { ...plain, thread_ts: ts, post_at: inTen() }
    await client.chat.scheduleMessage(reply)
    await client.chat.scheduleMessage({ ...reply, reply_broadcast: true, post_at: inTen() + 1 })
    clock += 601_000
    slack.tick()
    expect(slack.workspace.messages.get(shopA)?.slice(1)).toMatchObject([
      { threadTs: ts, broadcast: false },
      { threadTs: ts, broadcast: true },
    ])
  })

  it('are limited to thirty within five minutes in each channel', async () => {
    for (let sent = 0; sent < 30; sent += 1)
      expect(await ask('chat.scheduleMessage', { ...plain, post_at: inTen() + sent })).toMatchObject({
        ok: true,
      })
    for (const post_at of [inTen() + 299, inTen() - 270])
      expect(await ask('chat.scheduleMessage', { ...plain, post_at })).toMatchObject({
        error: 'restricted_too_many',
      })
    for (const elsewhere of [
      { post_at: inTen() + 300 },
      { post_at: inTen() - 271 },
      { post_at: inTen(), channel: shopB },
    ])
      expect(await ask('chat.scheduleMessage', { ...plain, ...elsewhere })).toMatchObject({ ok: true })
  })

  it('are not posted in a channel that the app has left', async () => {
    await client.chat.scheduleMessage({ ...plain, post_at: inTen() })
    await slack.deliver.leave({ user: seeded.bot, channel: shopA })
    clock += 600_000
    slack.tick()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('with metadata are never posted: a bug of Slack kept on purpose', async () => {
    const metadata = { event_type: 'card', event_payload: {} }
    await ask('chat.scheduleMessage', { ...plain, post_at: inTen(), metadata })
    clock += 700_000
    slack.tick()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('are posted although they were deleted within five minutes of their time', async () => {
    const early = await client.chat.scheduleMessage({ ...plain, text: '早', post_at: inTen() })
    const late = await client.chat.scheduleMessage({ ...plain, text: '晚', post_at: inTen() })
    clock += 299_000
    await client.chat.deleteScheduledMessage({
      channel: shopA,
      scheduled_message_id: early.scheduled_message_id ?? '',
    })
    clock += 1_000
    await client.chat.deleteScheduledMessage({
      channel: shopA,
      scheduled_message_id: late.scheduled_message_id ?? '',
    })
    expect((await client.chat.scheduledMessages.list()).scheduled_messages).toEqual([])
    clock += 300_000
    slack.tick()
    expect(slack.workspace.messages.get(shopA)?.map(one => one.text)).toEqual(['晚'])
  })

  it('are refused in the past and beyond 120 days', async () => {
    const at = Math.floor(clock / 1000)
    expect(await ask('chat.scheduleMessage', { ...plain, post_at: at })).toMatchObject({
      error: 'time_in_past',
    })
    expect(await ask('chat.scheduleMessage', { ...plain, post_at: at + 120 * 86_400 + 1 })).toMatchObject({
      error: 'time_too_far',
    })
    expect(await ask('chat.scheduleMessage', { ...plain, post_at: at + 120 * 86_400 })).toMatchObject({
      ok: true,
    })
  })
})

describe('Rate limits', () => {
  it('allow a burst of five messages to a channel, then one a second', async () => {
    const post = (channel: string) => ask('chat.postMessage', { channel, text: 'x' })
    for (let sent = 0; sent < 5; sent += 1) expect(await post(shopA)).toMatchObject({ ok: true })
    expect(await post(shopA)).toEqual({ ok: false, error: 'ratelimited' })
    expect(await post(shopB)).toMatchObject({ ok: true })
    clock += 1_000
    expect(await post(shopA)).toMatchObject({ ok: true })
    expect(await post(shopA)).toMatchObject({ error: 'ratelimited' })
  })

  it('count a channel once, by id or by name', async () => {
    for (const channel of [shopA, '#shop-a', 'shop-a', shopA, '#shop-a'])
      expect(await ask('chat.postMessage', { channel, text: 'x' })).toMatchObject({ ok: true })
    expect(await ask('chat.postMessage', { channel: 'shop-a', text: 'x' })).toMatchObject({
      error: 'ratelimited',
    })
  })

  it("apply each method's tier and answer with retry-after", async () => {
    for (let called = 0; called < 50; called += 1)
      expect(await ask('chat.delete', { channel: shopA, ts: '1.0' })).toMatchObject({
        error: 'message_not_found',
      })
    clock += 20_000
    const headers = { authorization: `Bearer ${seeded.botToken}` }
    const refused = await fetch(`${slack.apiUrl}chat.delete`, { method: 'POST', headers })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40'])
    clock += 40_000
    expect(await ask('chat.delete', { channel: shopA, ts: '1.0' })).toMatchObject({
      error: 'message_not_found',
    })
  })
})

describe('Faults', () => {
  const post = () => client.chat.postMessage({ channel: shopA, text: '提醒' })

  it('reset the connection before anything is done', async () => {
    fault = { before: 'reset' }
    await expect(post()).rejects.toThrow()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('lose the answer after the message is posted', async () => {
    fault = { after: 'drop' }
    await expect(post()).rejects.toThrow()
    expect(slack.workspace.messages.get(shopA)).toHaveLength(1)
    expect(slack.calls.at(-1)?.answer).toMatchObject({ ok: true })
  })

  it('answer 500, 429 or an error word without doing anything', async () => {
    fault = { before: 500 }
    await expect(post()).rejects.toThrow('500')
    fault = { before: 429, retryAfter: 7 }
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    fault = { before: { error: 'ekm_access_denied' } }
    await expect(post()).rejects.toThrow('ekm_access_denied')
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })
})

describe('Files', () => {
  it('need their scope', async () => {
    expect(await askForm('files.getUploadURLExternal', { filename: 'a.csv', length: '3' })).toMatchObject({
      needed: 'files:write',
    })
  })

  it('are uploaded in the three steps of the SDK and posted in the channel', async () => {
    const scopes = { bot: [...manifest.oauth_config.scopes.bot, 'files:write', 'files:read'] }
    const other = await startLocalSlack({
      manifest: { ...manifest, oauth_config: { scopes } },
      now: () => clock,
    })
    const uploader = new WebClient(seeded.botToken, { slackApiUrl: other.apiUrl })
    await uploader.filesUploadV2({
      channel_id: shopA,
      filename: 'list.csv',
      content: '一,二',
      initial_comment: '清单',
    })
    const [message] = other.workspace.messages.get(shopA) ?? []
    const [id = ''] = message?.files ?? []
    expect(message?.text).toBe('清单')
    expect(other.workspace.files.get(id)?.content?.toString()).toBe('一,二')
    expect((await uploader.files.info({ file: id })).file).toMatchObject({
      name: 'list.csv',
      channels: [shopA],
    })
    await other.close()
  })
})

describe('The people of a channel', () => {
  it('see its messages and their own ephemeral ones', async () => {
    await client.chat.postMessage({ channel: shopA, text: '大家' })
    await client.chat.postEphemeral({ channel: shopA, user: chen, text: '只有您' })
    expect(seenBy(slack.workspace, chen, shopA).map(one => one.text)).toEqual(['大家', '只有您'])
    expect(seenBy(slack.workspace, lin, shopA).map(one => one.text)).toEqual(['大家'])
  })
})
