import { readFileSync } from 'node:fs'
import { seeded } from 'local-slack/seed.ts'
import { type LocalSlack, startLocalSlack } from 'local-slack/server.ts'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { openReception } from '../../src/process/open-reception.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import { createSlack } from '../../src/slack/create-slack.ts'
import { systemClock as clock } from '../../src/time/clock.ts'
import { wordsOf } from '../stage/stage.ts'
import { scratchStore } from '../store/scratch.ts'

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
const rules = loadRules()
const { lin: user, shopA: channel, botToken, appToken } = seeded

let slack: LocalSlack
/** Starts the app, connected to a local workspace by Socket Mode, on the system clock. */
beforeEach(async () => {
  const { now } = clock
  const log = createLog('silent')
  slack = await startLocalSlack({ manifest, now, rateLimits: false })
  const { apiUrl, socketMode, close } = slack
  const reception = openReception({ mode: 'socket', botToken, appToken }, { apiUrl, clock, log })
  const app = createApp({
    botToken,
    apiUrl,
    adminUser: undefined,
    clock,
    log,
    engine: scratchStore(now),
    slack: createSlack({ token: botToken, apiUrl, now, logger: boltLog(log) }),
    rules,
    receiver: reception.receiver,
    count: () => {},
  })
  await app.start()
  reception.open()
  onTestFinished(async () => {
    reception.shut()
    await app.stop()
    reception.close()
    await close()
  })
  while (socketMode.connections() === 0) await new Promise(resolve => setTimeout(resolve, 10))
})

const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString()
const complain = (text: string, repeat = {}) =>
  slack.deliver.command({ user, channel, command: '/complaint', text, ...repeat })
const standing = () => slack.workspace.messages.get(channel) ?? []
const cards = () => standing().filter(message => message.threadTs === undefined)
const card = () => slack.until(() => cards()[0])
const shown = async (text: string) => {
  const did = await complain(text)
  return wordsOf(await slack.until(() => did.ephemerals[0]))
}

/** Records a complaint and waits for its card. */
async function recorded() {
  const id = /H-[0-9A-Z]{4,}/.exec(await shown(`new order=8812 received=${yesterday}`))?.[0] ?? ''
  return { id, message: await card() }
}

for (const together of [true, false]) {
  const doubled = { times: 2, together }
  const how = together ? 'together' : 'in turn'

  it(`A command delivered twice over the socket, ${how}, is applied once and answered twice`, async () => {
    const first = await complain(`new order=8812 received=${yesterday}`, doubled)
    expect(first.answers.map(({ status }) => status)).toEqual([200, 200])
    const id = /H-[0-9A-Z]{4,}/.exec(wordsOf(await slack.until(() => first.ephemerals[1])))?.[0]
    for (const text of [
      'note ID "called"',
      'evidence ID chat collected',
      'discard ID "twice"',
      'reopen ID "no"',
    ])
      await complain(text.replace('ID', id ?? ''), doubled)
    const story = await shown(`show ${id}`)
    for (const step of ['记录了投诉', '备注：called', '旺旺聊天截图', '作废这条记录', '撤回“作废”'])
      expect(story.split(step).length, `${step} in ${story}`).toBeGreaterThan(1)
    expect(story.split('备注：called')).toHaveLength(2)
    expect(story.split('作废这条记录')).toHaveLength(2)
    expect(story.split('撤回“')).toHaveLength(2)
    expect(cards()).toHaveLength(1)
  })

  it(`A press delivered twice over the socket, ${how}, is applied once`, async () => {
    const { id, message } = await recorded()
    await slack.deliver.press({ user, message, actionId: 'case:answered', ...doubled })
    expect((await shown(`show ${id}`)).split('记为答复已在平台提交')).toHaveLength(2)
  })

  it(`A press delivered twice over the socket, ${how}, opens one form and reports no error`, async () => {
    const { message } = await recorded()
    const press = { user, message, actionId: 'case:decided', ...doubled }
    const pressed = await slack.deliver.press(press)
    expect(slack.workspace.views.size).toBe(1)
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(pressed.ephemerals.map(wordsOf)).toEqual([])
  })

  it(`A form delivered twice over the socket, ${how}, is applied once`, async () => {
    const { id, message } = await recorded()
    await slack.deliver.choose({ user, message, actionId: 'case:more', given: `note ${id}` })
    await slack.until(() => [...slack.workspace.views.values()].at(-1))
    const sent = await slack.deliver.submit({ user, values: { text: 'called' }, ...doubled })
    expect(sent.outcome).toBe('closed')
    expect((await shown(`show ${id}`)).split('备注：called')).toHaveLength(2)
  })
}
