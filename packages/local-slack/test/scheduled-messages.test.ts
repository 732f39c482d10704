import { describe, expect, it } from 'vitest'
import { seeded } from '../seed.ts'
import { ask, client, clock, slack, wait } from './web-client.ts'

const { shopA, shopB } = seeded

describe('Scheduled messages', () => {
  const plain = { channel: shopA, text: '到点了' }
  const inTen = () => Math.floor(clock / 1000) + 600

  it('are posted at their time', async () => {
    await client.chat.scheduleMessage({ ...plain, post_at: inTen() })
    wait(599_000)
    slack.tick()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
    wait(1_000)
    slack.tick()
    expect(slack.workspace.messages.get(shopA)?.map(one => one.text)).toEqual(['到点了'])
  })

  it('are posted in their thread, and in the channel too with reply_broadcast', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: shopA, text: '卡片' })
    const reply = { ...plain, thread_ts: ts, post_at: inTen() }
    await client.chat.scheduleMessage(reply)
    await client.chat.scheduleMessage({ ...reply, reply_broadcast: true, post_at: inTen() + 1 })
    wait(601_000)
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
    wait(600_000)
    slack.tick()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('with metadata are never posted: a bug of Slack kept on purpose', async () => {
    const metadata = { event_type: 'card', event_payload: {} }
    await ask('chat.scheduleMessage', { ...plain, post_at: inTen(), metadata })
    wait(700_000)
    slack.tick()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('are posted although they were deleted within five minutes of their time', async () => {
    const early = await client.chat.scheduleMessage({ ...plain, text: '早', post_at: inTen() })
    const late = await client.chat.scheduleMessage({ ...plain, text: '晚', post_at: inTen() })
    wait(299_000)
    await client.chat.deleteScheduledMessage({
      channel: shopA,
      scheduled_message_id: early.scheduled_message_id ?? '',
    })
    wait(1_000)
    await client.chat.deleteScheduledMessage({
      channel: shopA,
      scheduled_message_id: late.scheduled_message_id ?? '',
    })
    expect((await client.chat.scheduledMessages.list()).scheduled_messages).toEqual([])
    wait(300_000)
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
