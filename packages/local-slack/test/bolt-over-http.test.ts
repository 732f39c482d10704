import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../seed.ts'
import { topView } from '../views.ts'
import { startSample } from './sample-app.ts'

let sample: Awaited<ReturnType<typeof startSample>>
beforeEach(async () => {
  sample = await startSample('http')
})
afterEach(() => sample.stop())

const { lin, chen, shopA } = seeded

function lastMessage() {
  return sample.slack.workspace.messages.get(shopA)?.at(-1)
}

describe('A slash command', () => {
  it('reaches the app signed, and the answer is ephemeral', async () => {
    const { slack } = sample
    const did = await slack.deliver.command({ user: lin, channel: shopA, command: '/plain', text: '你好' })
    expect(did.answer).toMatchObject({ status: 200, body: '收到 你好' })
    expect(did.ephemerals.map(one => one.text)).toEqual(['收到 你好'])
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('has the same fields as in Slack', async () => {
    const did = await sample.slack.deliver.command({
      user: lin,
      channel: shopA,
      command: '/plain',
      text: 'x',
    })
    expect(sample.heard[0]?.body).toEqual(did.payload)
    expect(did.payload).toMatchObject({
      team_id: seeded.team,
      channel_name: 'shop-a',
      user_name: 'lin',
      is_enterprise_install: 'false',
    })
  })

  it('is refused by the app when the signing secret differs', async () => {
    const { slack, url } = sample
    slack.connectHttp({ url, signingSecret: 'another' })
    expect((await slack.deliver.command({ user: lin, channel: shopA, command: '/plain' })).error).toBe(
      'http_status_401',
    )
    expect(sample.heard).toEqual([])
  })

  it('has links to people and channels only with should_escape', async () => {
    const { deliver } = sample.slack
    const text = '@chen 看 #shop-b <b> & 完'
    await deliver.command({ user: lin, channel: shopA, command: '/echo', text })
    await deliver.command({ user: lin, channel: shopA, command: '/plain', text })
    expect(sample.heard.map(one => one.body)).toMatchObject([
      { text: `<@${chen}|chen> 看 <#${seeded.shopB}|shop-b> &lt;b&gt; &amp; 完` },
      { text: '@chen 看 #shop-b &lt;b&gt; &amp; 完' },
    ])
  })

  it('delivered three times has the same trigger each time', async () => {
    const did = await sample.slack.deliver.command({
      user: lin,
      channel: shopA,
      command: '/ask',
      times: 3,
      together: true,
    })
    await sample.slack.until(() =>
      sample.heard.filter(one => one.kind === 'refused').length === 2 ? true : undefined,
    )
    expect(did.answers).toHaveLength(3)
    expect(
      new Set(sample.heard.filter(one => one.kind === 'ask').map(one => JSON.stringify(one.body))).size,
    ).toBe(1)
    expect(sample.heard.filter(one => one.kind === 'refused').map(one => one.body)).toEqual(
      Array(2).fill('An API error occurred: exchanged_trigger_id'),
    )
  })

  it('is not sent when it is undeclared or the person is not in the channel', async () => {
    const { deliver } = sample.slack
    await expect(deliver.command({ user: lin, channel: shopA, command: '/none' })).rejects.toThrow(
      'not a command',
    )
    await expect(deliver.command({ user: chen, channel: seeded.shopB, command: '/plain' })).rejects.toThrow(
      'not in shop-b',
    )
    await expect(
      deliver.command({ user: seeded.outsider, channel: seeded.shared, command: '/plain' }),
    ).rejects.toThrow('organization')
  })
})

describe('A message with buttons', () => {
  it('is updated by a press, and the response_url answers the person', async () => {
    const { slack } = sample
    await slack.deliver.command({ user: lin, channel: shopA, command: '/echo', text: '订单' })
    const message = await slack.until(lastMessage)
    const did = await slack.deliver.press({ user: chen, message, actionId: 'done' })
    await slack.until(() => did.ephemerals[0])
    expect(message).toMatchObject({ text: '已完成', blocks: [], edited: { user: seeded.bot } })
    expect(did.ephemerals.map(one => one.text)).toEqual(['好了'])
    expect(did.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: message.ts, channel_id: shopA, is_ephemeral: false },
      user: { id: chen, username: 'chen', name: 'chen', team_id: seeded.team },
      team: { id: seeded.team, domain: 'shensu-one' },
      actions: [{ action_id: 'done', block_id: 'row', value: 'H-7K3Q', type: 'button' }],
      message: { ts: message.ts, bot_id: 'B0SHENSU1' },
    })
  })

  it('sends a choice with its whole option', async () => {
    const { slack } = sample
    await slack.deliver.command({ user: lin, channel: shopA, command: '/echo', text: '订单' })
    const message = await slack.until(lastMessage)
    const did = await slack.deliver.choose({ user: lin, message, actionId: 'kind', given: 'sms' })
    expect(did.payload.actions).toMatchObject([
      { type: 'static_select', selected_option: { value: 'sms', text: { text: 'sms' } } },
    ])
    await expect(
      slack.deliver.choose({ user: lin, message, actionId: 'kind', given: 'fax' }),
    ).rejects.toThrow('it offers: chat, sms')
  })

  it('has its metadata in conversations.replies only on request', async () => {
    const { slack, app } = sample
    await slack.deliver.command({ user: lin, channel: shopA, command: '/echo', text: '订单' })
    const { ts } = await slack.until(lastMessage)
    const asked = await app.client.conversations.replies({ channel: shopA, ts, include_all_metadata: true })
    const unasked = await app.client.conversations.replies({ channel: shopA, ts })
    expect(asked.messages?.[0]?.metadata).toEqual({ event_type: 'echoed', event_payload: { by: lin } })
    expect(unasked.messages?.[0]).not.toHaveProperty('metadata')
  })
})

describe('A modal', () => {
  async function asked(order: string | undefined) {
    const { slack } = sample
    const before = topView(slack.workspace, lin)
    await slack.deliver.command({ user: lin, channel: shopA, command: '/ask' })
    await slack.until(() => (topView(slack.workspace, lin)?.id !== before?.id ? true : undefined))
    return slack.deliver.submit({ user: lin, values: order === undefined ? {} : { order } })
  }

  it('sends every value, unchanged ones included, and closes', async () => {
    expect((await asked('888')).outcome).toBe('closed')
    expect(sample.heard.at(-1)?.body).toMatchObject({
      state: {
        values: {
          order: { order: { type: 'plain_text_input', value: '888' } },
          day: { day: { type: 'datepicker', selected_date: '2026-11-20' } },
        },
      },
      private_metadata: '',
      callback_id: 'asked',
    })
    expect(topView(sample.slack.workspace, lin)).toBeUndefined()
  })

  it('stays open with the errors of the app', async () => {
    expect(await asked('重复')).toMatchObject({ outcome: 'errors', errors: { order: '这个订单已经有投诉' } })
    expect(topView(sample.slack.workspace, lin)?.fields.callback_id).toBe('asked')
  })

  it('is not sent while a required input is empty or too long', async () => {
    expect(await asked(undefined)).toEqual({ outcome: 'incomplete', errors: { order: 'required' } })
    expect(await sample.slack.deliver.submit({ user: lin, values: { order: '1'.repeat(21) } })).toMatchObject(
      { errors: { order: 'too long' } },
    )
    expect(await sample.slack.deliver.submit({ user: lin, values: { order: '1'.repeat(20) } })).toMatchObject(
      { outcome: 'closed' },
    )
  })

  it('is updated, pushed or cleared by the answer', async () => {
    expect((await asked('改')).outcome).toBe('updated')
    expect(topView(sample.slack.workspace, lin)?.fields.callback_id).toBe('changed')
    expect((await asked('下一步')).outcome).toBe('pushed')
    expect(topView(sample.slack.workspace, lin)?.previousId).toBeDefined()
    expect((await asked('全关')).outcome).toBe('cleared')
    expect(topView(sample.slack.workspace, lin)).toBeUndefined()
  })

  it('fails when the app answers with errors for an unknown input', async () => {
    expect(await asked('错')).toMatchObject({ outcome: 'failed', error: 'invalid_response' })
  })

  it('sends view_closed when it is closed', async () => {
    await asked('重复')
    await sample.slack.deliver.closeView({ user: lin })
    await sample.slack.until(() => sample.heard.find(one => one.kind === 'closed'))
    expect(topView(sample.slack.workspace, lin)).toBeUndefined()
  })
})

describe('Events and shortcuts', () => {
  it('are sent for what the manifest subscribes to', async () => {
    const { deliver } = sample.slack
    await deliver.openHome({ user: lin })
    await deliver.say({ user: lin, channel: shopA, text: '@sample 在吗' })
    await deliver.say({ user: lin, channel: shopA, text: '没人听' })
    await deliver.say({ user: lin, channel: seeded.dm, text: '私信' })
    await sample.slack.until(() => (sample.heard.length === 3 ? true : undefined))
    expect(sample.heard.map(one => one.kind)).toEqual(['app_home_opened', 'app_mention', 'message'])
  })

  it('run globally and on a message', async () => {
    const { deliver } = sample.slack
    const { message } = await deliver.say({ user: lin, channel: shopA, text: '看这条' })
    expect((await deliver.shortcut({ user: lin, callbackId: 'anywhere' })).answer.status).toBe(200)
    expect((await deliver.shortcut({ user: lin, callbackId: 'on_this', message })).payload).toMatchObject({
      message: { text: '看这条' },
    })
    await expect(deliver.shortcut({ user: lin, callbackId: 'on_this' })).rejects.toThrow(
      'not such a shortcut',
    )
  })

  it('carry the number of the retry', async () => {
    await sample.slack.deliver.event(
      { type: 'app_mention', user: lin, text: 'x', channel: shopA, ts: '1.0' },
      { retry: { num: 2, reason: 'http_timeout' } },
    )
    await sample.slack.until(() => sample.heard[0])
    expect(sample.heard[0]?.retry).toBe(2)
  })
})
