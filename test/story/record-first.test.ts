import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import type { Message } from 'local-slack/workspace.ts'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, chen, emma, bot, shopA, privateShop, noApp, secret } = seeded

let stage: Stage
let fault: (method: string, args: Record<string, unknown>) => Fault | undefined
beforeEach(async () => {
  fault = () => undefined
  stage = await openStage({ at: '2026-11-20 11:00', faults: (method, args) => fault(method, args) })
})
afterEach(() => stage.close())

const lookUps = /^(users\.info|conversations\.(info|members|join))$/
/** Slack does not answer questions about people and channels; messages go through. */
const silent = (answer: Fault) => (method: string) => (lookUps.test(method) ? answer : undefined)
const back = () => undefined

type Where = { user?: string; channel?: string }
async function say(text: string, { user = lin, channel = privateShop }: Where = {}) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
  expect(delivery.error).toBeUndefined()
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' }).replaceAll('\n', '')
}
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
const notice = 'new order=8812 received="2026-11-20 10:30"'
/** The page's deadline: six hours before have passed, an hour before is at noon. */
const soon = 'due="2026-11-20 13:00"'
const record = async (more = '', where: Where = {}) => idIn(await say(`${notice} ${more}`, where))

const messagesIn = (channel: string) => stage.slack.workspace.messages.get(channel) ?? []
/** The last message of a channel, in one line. */
const lastIn = (channel: string) => {
  const last = messagesIn(channel).at(-1)
  return last ? wordsOf(last).replaceAll('\n', '') : ''
}
/** The reminder of a rung in the private shop's channel. */
const reminder = (reminder: string) =>
  messagesIn(privateShop).find(({ metadata }) =>
    String(metadata?.event_payload.key).includes(`evidence:${reminder}:`),
  )
/** Who is called in a message, the last one of the private shop's channel unless another is given. */
const called = (message = messagesIn(privateShop).at(-1)) =>
  [...new Set([...(message?.text ?? '').matchAll(/<@(\w+)>/g)].map(([, user]) => user))].sort()
function toldTo(person: string): Message[] {
  const dms = [...stage.slack.workspace.channels.values()].filter(each => each.person === person)
  return dms.flatMap(({ id }) => messagesIn(id)).filter(({ byApp }) => byApp)
}

describe.each<[string, Fault]>([
  ['breaks connections', { before: 'reset' }],
  ['answers 503', { before: 503 }],
  ['wants a pause', { before: 429, retryAfter: 30 }],
  ['has an error of its own', { before: { error: 'internal_error' } }],
])('While Slack %s', (_, answer) => {
  test('a complaint that is typed in a channel is recorded, for whoever types there is in it', async () => {
    fault = silent(answer)
    expect(await say(`list`)).toContain('没有')
    const said = await say(notice)
    expect(said).toContain('已记录')
    expect(said).toContain('暂时无法向 Slack 核对本频道')
    fault = back
    await stage.pass(60_000)
    expect(messagesIn(privateShop)).toHaveLength(2)
    expect(toldTo(lin)).toEqual([])
  })

  test('an owner who could not be checked is taken, and whoever named them is called too until Slack knows them', async () => {
    fault = silent(answer)
    const said = await say(`${notice} owner=<@${chen}> ${soon}`)
    expect(said).toContain('暂时无法向 Slack 核对负责人')
    await stage.pass(60_000)
    expect(called(reminder('6h'))).toEqual([chen, lin])
    fault = back
    await stage.goTo('2026-11-20 11:30')
    expect(await say(`show ${idIn(said)}`)).not.toContain('暂时无法')
    await stage.goTo('2026-11-20 12:01')
    expect(called(reminder('1h'))).toEqual([chen])
    expect(toldTo(lin)).toEqual([])
  })

  test('a form is refused and keeps what was filled in, for nobody signed its channel', async () => {
    await say('new')
    fault = silent(answer)
    const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30' }
    const sent = await stage.slack.deliver.submit({ user: lin, values })
    expect(sent).toMatchObject({ outcome: 'errors' })
    expect(messagesIn(privateShop)).toEqual([])
    fault = back
    await stage.pass(60_000)
    expect((await stage.slack.deliver.submit({ user: lin })).outcome).toBe('closed')
  })
})

describe('An owner who turns out not to be reached', () => {
  const unreachable: [string, string, () => void][] = [
    ['is not in the channel', '不在频道里', () => {}],
    ['is a bot', '是机器人', () => person(emma, { bot: true })],
    ['has gone', '不是本工作区的在职成员', () => person(emma, { deleted: true })],
  ]
  function person(id: string, changes: { bot?: boolean; deleted?: boolean }) {
    const found = stage.slack.workspace.users.get(id)
    if (found) Object.assign(found, changes)
  }

  test.each(unreachable)(
    'because that person %s: the thread says so to whoever named them',
    async (_, why, change) => {
      fault = silent({ before: 503 })
      const id = await record(`owner=<@${emma}> ${soon}`)
      change()
      fault = back
      await stage.pass(60_000)
      expect(called(reminder('6h'))).toEqual([emma, lin])
      expect(lastIn(privateShop)).toContain(why)
      expect(lastIn(privateShop)).toContain('/complaint 指派')
      expect(called()).toEqual([emma, lin])
      expect(messagesIn(privateShop).at(-1)?.threadTs).toBe(messagesIn(privateShop)[0]?.ts)
      const [card] = messagesIn(privateShop)
      expect(card && wordsOf(card)).toContain('收不到提醒')
      await stage.goTo('2026-11-20 12:01')
      const last = reminder('1h')
      expect(called(last)).toEqual([emma, lin])
      expect(last && wordsOf(last)).toContain('收不到提醒')
      expect(await say(`assign ${id} <@${chen}>`)).not.toContain('收不到提醒')
      expect(card && wordsOf(card)).not.toContain('收不到提醒')
    },
  )

  test('is called alone once Slack finds them in the channel, and the thread says that', async () => {
    fault = silent({ before: 503 })
    await record(`owner=<@${emma}>`)
    fault = back
    await stage.pass(60_000)
    await stage.slack.deliver.join({ user: emma, channel: privateShop })
    await stage.goTo('2026-11-20 12:05')
    expect(lastIn(privateShop)).toContain('现在收得到频道里的提醒了')
    const [card] = messagesIn(privateShop)
    expect(card && wordsOf(card)).not.toContain('收不到提醒')
  })

  test('is not asked about any more when the complaint is closed', async () => {
    fault = silent({ before: 503 })
    const id = await record(`owner=<@${emma}>`)
    await say(`withdrawn ${id}`)
    fault = back
    await stage.pass(3_600_000)
    expect(messagesIn(privateShop).map(wordsOf).join()).not.toContain('收不到提醒')
  })

  test('is refused at once where Slack answers, also somebody whom it does not know at all', async () => {
    expect(await say(`${notice} owner=<@U0NOBODY>`)).toContain('Slack 里找不到')
    expect(await say(`${notice} owner=<@U0NOBODY>`, { user: emma, channel: shopA })).toContain(
      'Slack does not know',
    )
    expect(messagesIn(privateShop)).toEqual([])
  })
})

test('The same holds for an owner who is named later', async () => {
  const id = await record()
  fault = silent({ before: 503 })
  await stage.pass(600_000)
  expect(await say(`assign ${id} <@${emma}>`)).toContain('暂时无法向 Slack 核对负责人')
  fault = back
  await stage.pass(60_000)
  expect(lastIn(privateShop)).toContain('不在频道里')
  expect(called()).toEqual([emma, lin])
  expect(await say(`assign ${id} <@${lin}>`)).toContain('已更新')
  const [card] = messagesIn(privateShop)
  expect(card && wordsOf(card)).not.toContain('收不到')
})

test('An app that is started again still asks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shensu-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const databaseUrl = `sqlite://${join(folder, 'kept.sqlite')}`
  const silently = silent({ before: 503 })
  await stage.close()
  stage = await openStage({ at: '2026-11-20 11:00', databaseUrl, faults: silently })
  await record(`owner=<@${emma}>`)
  await stage.close()
  stage = await openStage({ at: '2026-11-20 12:00', databaseUrl })
  await stage.pass(60_000)
  expect(lastIn(privateShop)).toContain('不在频道里')
})

test('People who read English are told in English', async () => {
  const where = { user: emma, channel: shopA }
  await say('settings lang=en', where)
  fault = silent({ before: 503 })
  const said = await say(`${notice} owner=<@${bot}>`, where)
  expect(said).toContain('Slack could not be asked about this channel')
  expect(said).toContain('Slack could not be asked whether reminders reach the owner')
  fault = back
  await stage.pass(60_000)
  expect(lastIn(shopA)).toContain('is a bot')
  expect(lastIn(shopA)).toContain('/complaint assign')
})

describe('A channel that could not be checked', () => {
  test('and is public is joined when Slack answers again: the card comes and nobody is bothered', async () => {
    fault = method => (method === 'chat.postMessage' ? { before: 503 } : silent({ before: 503 })(method))
    expect(await say(notice, { channel: noApp })).toContain('已记录')
    await stage.pass(60_000)
    fault = back
    await stage.pass(180_000)
    expect(messagesIn(noApp).map(({ metadata }) => String(metadata?.event_payload.key).slice(-6))).toEqual([
      'card:1',
      'ry:0-1',
    ])
    expect(toldTo(lin)).toEqual([])
  })

  test('and is private without the app: the owner and who named them are told directly to invite it, and then the card comes', async () => {
    await stage.slack.deliver.join({ user: chen, channel: secret, inviter: lin })
    fault = silent({ before: 503 })
    const id = await record(`owner=<@${emma}>`, { user: chen, channel: secret })
    fault = back
    await stage.pass(180_000)
    expect(messagesIn(secret).filter(({ byApp }) => byApp)).toEqual([])
    for (const person of [emma, chen, lin]) {
      const [told, more] = toldTo(person)
      expect(more).toBeUndefined()
      expect(told && wordsOf(told)).toContain(id)
      expect(told && wordsOf(told)).toContain('请把应用请回频道')
    }
    await stage.slack.deliver.join({ user: bot, channel: secret, inviter: lin })
    await stage.pass(180_000)
    expect(messagesIn(secret).filter(({ byApp }) => byApp).length).toBeGreaterThanOrEqual(2)
  })

  test('and was archived meanwhile: the case stays, and its owner is told directly', async () => {
    fault = method => (method === 'chat.postMessage' ? { before: 503 } : silent({ before: 503 })(method))
    const id = await record('', { channel: shopA })
    await stage.slack.deliver.archive({ user: lin, channel: shopA })
    fault = back
    await stage.pass(180_000)
    const [told] = toldTo(lin)
    expect(told && wordsOf(told)).toContain('频道已归档')
    expect(await say(`show ${id}`)).toContain('8812')
  })

  test('and turns the app away for certain: the owner is told, though Slack does not say more of it', async () => {
    fault = silent({ before: 503 })
    await record('', { channel: noApp })
    fault = method =>
      method === 'conversations.join' ? { before: { error: 'restricted_action' } } : undefined
    await stage.pass(180_000)
    expect(toldTo(lin)).toHaveLength(1)
    expect(await say('list mine')).toContain('8812')
  })
})

test('Where Slack says at once that the app is not in a private channel, nothing is recorded and the person invites it', async () => {
  const said = await say(notice, { channel: secret })
  expect(said).toContain('/invite')
  expect(said).toContain(`/complaint ${notice}`)
  expect(await say('list', { channel: secret })).toContain('没有')
})
