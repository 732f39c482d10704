import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { seeded } from '../seed.ts'
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from '../server.ts'

/** A manifest with only what the sample app needs. */
export const manifest = {
  display_information: { name: 'Sample' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'Sample' },
    slash_commands: [
      { command: '/echo', should_escape: true },
      { command: '/plain', should_escape: false },
      { command: '/ask', should_escape: false },
      { command: '/silent', should_escape: false },
    ],
    shortcuts: [
      { callback_id: 'anywhere', type: 'global' },
      { callback_id: 'on_this', type: 'message' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'commands',
        'channels:read',
        'channels:history',
        'channels:join',
        'im:history',
        'users:read',
        'app_mentions:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: ['app_home_opened', 'app_mention', 'message.im', 'app_uninstalled', 'tokens_revoked'],
    },
    interactivity: { is_enabled: true },
  },
} as const

/** The modal that `/ask` opens. */
export const modal = {
  type: 'modal' as const,
  callback_id: 'asked',
  title: { type: 'plain_text' as const, text: '新投诉' },
  submit: { type: 'plain_text' as const, text: '保存' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'order',
      label: { type: 'plain_text' as const, text: '订单号' },
      element: { type: 'plain_text_input' as const, action_id: 'order', max_length: 20 },
    },
    {
      type: 'input' as const,
      block_id: 'day',
      label: { type: 'plain_text' as const, text: '收到日期' },
      element: { type: 'datepicker' as const, action_id: 'day', initial_date: '2026-11-20' },
    },
  ],
}

/** The block of the message that `/echo` posts. */
const echoed = {
  type: 'actions' as const,
  block_id: 'row',
  elements: [
    {
      type: 'button' as const,
      action_id: 'done',
      value: 'H-7K3Q',
      text: { type: 'plain_text' as const, text: '完成' },
    },
    {
      type: 'static_select' as const,
      action_id: 'kind',
      options: ['chat', 'sms'].map(value => ({ value, text: { type: 'plain_text' as const, text: value } })),
    },
  ],
}

type Heard = { kind: string; body: unknown; retry?: unknown }

/** A small ordinary Bolt app on HTTP or Socket Mode, connected to a new local Slack. */
export async function startSample(over: 'http' | 'socket', options: Partial<LocalSlackOptions> = {}) {
  const slack = await startLocalSlack({ manifest, now: Date.now, ...options })
  const heard: Heard[] = []
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } }
  const receiver = new HTTPReceiver({ signingSecret: seeded.signingSecret, logLevel: LogLevel.ERROR })
  const way = over === 'http' ? { receiver } : { socketMode: true, appToken: seeded.appToken }
  const app = new App({
    token: seeded.botToken,
    ...way,
    clientOptions,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  })
  await app.init()
  listen(app, heard)
  let url = ''
  if (over === 'http') {
    const server = await app.start({ port: 0, host: '127.0.0.1' })
    url = addressOf(server)
    slack.connectHttp({ url })
  } else await app.start()
  return { slack, app, heard, url, stop: () => stop(app, slack) }
}

async function stop(app: App, slack: LocalSlack): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 20))
  await app.stop()
  await slack.close()
}

function addressOf(server: unknown): string {
  if (
    typeof server !== 'object' ||
    server === null ||
    !('address' in server) ||
    typeof server.address !== 'function'
  )
    throw new Error('The sample app has no HTTP server')
  return `http://127.0.0.1:${server.address().port}/slack/events`
}

function listen(app: App, heard: Heard[]): void {
  listenToCommands(app, heard)
  listenToModal(app, heard)
  listenToMessage(app, heard)
  for (const id of ['anywhere', 'on_this'])
    app.shortcut(id, async ({ ack, body }) => {
      await ack()
      heard.push({ kind: id, body })
    })
  for (const name of eventNames)
    app.event(name, async ({ event, context }) => {
      heard.push({ kind: name, body: event, retry: context.retryNum })
    })
}

const eventNames = ['app_home_opened', 'app_mention', 'message', 'app_uninstalled', 'tokens_revoked'] as const

function listenToCommands(app: App, heard: Heard[]): void {
  app.command('/echo', async ({ ack, command, respond, client }) => {
    await ack()
    heard.push({ kind: 'echo', body: command })
    await respond({ text: `听到：${command.text}` })
    await client.chat.postMessage({
      channel: command.channel_id,
      text: command.text,
      metadata: { event_type: 'echoed', event_payload: { by: command.user_id } },
      blocks: [echoed],
    })
  })
  app.command('/plain', async ({ ack, command }) => {
    heard.push({ kind: 'plain', body: command })
    await ack(`收到 ${command.text}`)
  })
  app.command('/silent', async () => {})
  app.command('/ask', async ({ ack, command, client }) => {
    await ack()
    heard.push({ kind: 'ask', body: command })
    const { trigger_id } = command
    await client.views
      .open({ trigger_id, view: modal })
      .catch((error: Error) => heard.push({ kind: 'refused', body: error.message }))
  })
}

function listenToModal(app: App, heard: Heard[]): void {
  app.view('asked', async ({ ack, view }) => {
    heard.push({ kind: 'asked', body: view })
    const order = view.state.values.order?.order?.value ?? ''
    if (order === '重复') return ack({ response_action: 'errors', errors: { order: '这个订单已经有投诉' } })
    if (order === '下一步') return ack({ response_action: 'push', view: { ...modal, callback_id: 'second' } })
    if (order === '改') return ack({ response_action: 'update', view: { ...modal, callback_id: 'changed' } })
    if (order === '全关') return ack({ response_action: 'clear' })
    if (order === '错') return ack({ response_action: 'errors', errors: { nowhere: '没有这个输入框' } })
    return ack()
  })
  app.view({ callback_id: 'asked', type: 'view_closed' }, async ({ ack, body }) => {
    await ack()
    heard.push({ kind: 'closed', body })
  })
}

function listenToMessage(app: App, heard: Heard[]): void {
  app.action('done', async ({ ack, body, client, respond }) => {
    await ack()
    heard.push({ kind: 'done', body })
    if (body.type !== 'block_actions' || body.message === undefined || body.channel === undefined) return
    await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: '已完成', blocks: [] })
    await respond({ text: '好了', response_type: 'ephemeral', replace_original: false })
  })
  app.action('kind', async ({ ack, body }) => {
    await ack()
    heard.push({ kind: 'kind', body })
  })
}
