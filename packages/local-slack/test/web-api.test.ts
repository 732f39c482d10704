import { describe, expect, it } from 'vitest'
import { seenBy } from '../messages.ts'
import { seeded } from '../seed.ts'
import { ask, client, clientWith, clock, slack, wait } from './web-client.ts'

const { shopA, shopB, secret, noApp, archived, shared, lin, chen, emma, outsider } = seeded

describe('Authorization', () => {
  it('gives the bot and the workspace of a token, until the token is revoked', async () => {
    expect(await client.auth.test()).toMatchObject({
      user_id: seeded.bot,
      team_id: seeded.team,
      bot_id: 'B0SHENSU1',
    })
    expect(await clientWith(seeded.otherBotToken).auth.test()).toMatchObject({ team_id: seeded.otherTeam })
    slack.connectHttp({ url: 'http://127.0.0.1:1/' })
    await slack.deliver.revoke({ team: seeded.team })
    expect(await ask('auth.test', {})).toEqual({ ok: false, error: 'token_revoked' })
  })

  it('refuses unknown methods', async () => {
    expect(await ask('chat.shout', {})).toMatchObject({ error: 'unknown_method' })
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
    const { user } = await client.users.info({ user: lin })
    expect(user).toMatchObject({ name: 'lin', tz_offset: 28_800 })
    expect(user).not.toHaveProperty('locale')
    expect((await client.users.info({ user: lin, include_locale: true })).user?.locale).toBe('zh-CN')
    expect((await client.users.info({ user: outsider })).user).toMatchObject({
      is_stranger: true,
      team_id: seeded.otherTeam,
    })
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
  })

  it('silently into the channel itself when the thread is gone, as in Slack', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    await client.chat.delete({ channel: shopA, ts })
    const late = await client.chat.postMessage({ channel: shopA, text: '提醒', thread_ts: ts })
    expect(late.message).not.toHaveProperty('thread_ts')
    expect((await client.conversations.history({ channel: shopA })).messages).toHaveLength(1)
  })

  it('with a ts of its own, in the order of posting, even while the clock stands still', async () => {
    for (const text of ['一', '二', '三']) await client.chat.postMessage({ channel: shopA, text })
    const sent = slack.workspace.messages.get(shopA)?.map(one => one.ts)
    expect(sent).toEqual(
      ['1795141800.000000', '1795141800.000001', '1795141800.000002'].map(ts =>
        ts.replace('1795141800', String(clock / 1000)),
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
      wait(1_000)
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

describe('The people of a channel', () => {
  it('see its messages and their own ephemeral ones', async () => {
    await client.chat.postMessage({ channel: shopA, text: '大家' })
    await client.chat.postEphemeral({ channel: shopA, user: chen, text: '只有您' })
    expect(seenBy(slack.workspace, chen, shopA).map(one => one.text)).toEqual(['大家', '只有您'])
    expect(seenBy(slack.workspace, lin, shopA).map(one => one.text)).toEqual(['大家'])
  })
})
