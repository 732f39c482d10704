import { listOf } from 'local-slack/fields.ts'
import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { homeOf, topView } from 'local-slack/views.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

const { lin, chen, emma, outsider, team, shopA, shopB, privateShop } = seeded

let stage: Stage
let publishing: Fault | undefined
/** The Web API method that fails, and how. */
let asking: { method: string; fault: Fault } | undefined
afterEach(() => stage.close())

async function say(text: string, user: string = lin, channel: string = shopA) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
  await stage.idle()
  return /H-[0-9A-Z]{4,}/.exec(wordsOf(delivery.ephemerals.at(-1) ?? { text: '' }))?.[0] ?? ''
}

function homeShown(user: string) {
  const view = homeOf(stage.slack.workspace, { id: team }, user)
  if (!view) throw new Error('no Home')
  return { view, words: wordsOf({ text: '', blocks: listOf(view.fields, 'blocks') }).replaceAll('\n', '') }
}

async function open(user: string = lin) {
  await stage.slack.deliver.openHome({ user })
  await stage.idle()
  return homeShown(user)
}

describe.each(ways)('over %s', over => {
  beforeEach(async () => {
    publishing = undefined
    asking = undefined
    const faults = (method: string) =>
      method === 'views.publish' ? publishing : asking?.method === method ? asking.fault : undefined
    stage = await openStage({ at: '2026-11-20 11:00', over, faults })
  })

  test('Home shows a person’s complaints of every channel, overdue ones first, and when it was drawn', async () => {
    const missed = await say('new order=1 received="2026-11-20 09:00"')
    await say('new order=2 received="2026-11-20 10:30"', chen)
    await stage.goTo('2026-11-24 09:00')
    const later = await say('new order=3 received="2026-11-24 08:30"', lin, shopB)
    const next = await say('new order=4 received="2026-11-24 08:00"', lin, privateShop)
    const closed = await say('new order=5 received="2026-11-24 08:00"', lin, privateShop)
    await say(`discard ${closed} "误记"`)
    const { words } = await open()
    expect(words.match(/H-[0-9A-Z]{4,}/g)).toEqual([missed, next, later])
    expect(words).toContain('已过期限：1')
    expect(words).toContain('进行中：2')
    expect(words).toContain('举证答复截止 2026-11-27 08:00（还剩 2 天 23 小时）')
    expect(words).toContain('提醒：正常')
    expect(words).toContain('/complaint 新增')
    expect(words).toContain('更新于北京时间 2026-11-24 09:00')
  })

  test('Home is redrawn each time it is opened, in the person’s language', async () => {
    expect((await open(emma)).words).toContain('Open complaints that you own, in all channels: 0')
    await say('new order=1 received="2026-11-20 10:30"', emma)
    expect(homeShown(emma).words).not.toContain('H-')
    await stage.goTo('2026-11-20 12:30')
    const { words } = await open(emma)
    expect(words).toMatch(/H-.*due 2026-11-23 10:30 \(in 2 d 22 h\)/)
    expect(words).toContain('Updated at 2026-11-20 12:30 Beijing time')
    expect(words).not.toMatch(/[\u4e00-\u9fff]/)
  })

  test('A step recorded from Home, directly or in a form, is shown there', async () => {
    const id = await say('new order=1 received="2026-11-20 10:30"')
    const { view } = await open()
    await stage.slack.deliver.press({ user: lin, view, actionId: 'case:answered' })
    await stage.idle()
    expect(homeShown(lin).words).toContain(`${id} 已更新：等待处理意见`)
    await stage.slack.deliver.press({ user: lin, view, actionId: 'case:decided' })
    const values = { outcome: 'upheld', at: '2026-11-20', 'at-time': '10:45', points: '12' }
    expect(await stage.slack.deliver.submit({ user: lin, values })).toMatchObject({ outcome: 'closed' })
    await stage.idle()
    expect(homeShown(lin).words).toContain('申诉截止：2026-12-05 10:45')
    expect((await open()).words).not.toContain('已更新')
  })

  test.each([500, 429, 'reset'] as const)(
    'A step recorded from Home is confirmed even if the complaints cannot be listed (%s)',
    async before => {
      const id = await say('new order=1 received="2026-11-20 10:30"')
      const { view } = await open()
      asking = { method: 'users.conversations', fault: { before } }
      await stage.slack.deliver.press({ user: lin, view, actionId: 'case:answered' })
      await stage.idle()
      const pressed = homeShown(lin).words
      expect(pressed).toContain(`${id} 已更新：等待处理意见`)
      expect(pressed).toContain('暂时无法列出您负责的投诉')
      expect(pressed).not.toContain('没有执行')
      asking = undefined
      await stage.slack.deliver.press({ user: lin, view: (await open()).view, actionId: 'case:decided' })
      asking = { method: 'users.conversations', fault: { before } }
      const values = { outcome: 'upheld', at: '2026-11-20', 'at-time': '10:45', points: '12' }
      await stage.slack.deliver.submit({ user: lin, values })
      await stage.idle()
      const sent = homeShown(lin).words
      expect(sent).toContain('申诉截止：2026-12-05 10:45')
      expect(sent).not.toContain('没有执行')
    },
  )

  test('A step recorded from Home is confirmed even if Slack does not say who the person is', async () => {
    const id = await say('new order=1 received="2026-11-20 10:30"')
    const { view } = await open()
    await stage.pass(31 * 60_000)
    asking = { method: 'users.info', fault: { before: 500 } }
    await stage.slack.deliver.press({ user: lin, view, actionId: 'case:answered' })
    await stage.idle()
    expect(homeShown(lin).words).toContain(`${id} 已更新：等待处理意见`)
    expect(homeShown(lin).words).not.toContain('没有执行')
  })

  test('A Home that cannot be listed says only that', async () => {
    asking = { method: 'users.conversations', fault: { before: 500 } }
    expect((await open()).words).toBe('暂时无法列出您负责的投诉。请过一会儿再试一次。')
    expect((await open(emma)).words).toContain('cannot be listed just now')
  })

  test('A question asked from Home is answered there, and so are the buttons of the answer', async () => {
    const id = await say('new order=1 received="2026-11-20 10:30"')
    const { view } = await open()
    await stage.slack.deliver.press({ user: lin, view, actionId: 'ask' })
    await stage.idle()
    await stage.slack.deliver.submit({ user: lin, values: { question: '收到投诉后几天内要举证' } })
    await stage.idle()
    const answered = homeShown(lin)
    expect(answered.words).toContain(`这起投诉：${id}`)
    expect(answered.words).toContain('2 天 23 小时')
    await stage.slack.deliver.press({ user: lin, view: answered.view, actionId: 'rule:unhelpful' })
    await stage.idle()
    expect(homeShown(lin).words).toContain('已记下')
  })

  test('Home says so when a question cannot be asked', async () => {
    const id = await say('new order=8812 received="2026-11-20 10:30"', emma)
    const { view } = await open(emma)
    stage.slack.workspace.channels.get(shopA)?.members.delete(emma)
    await stage.slack.deliver.press({ user: emma, view, actionId: 'ask' })
    await stage.idle()
    expect(topView(stage.slack.workspace, emma)).toBeUndefined()
    expect(homeShown(emma).words).toContain(`${id} was not found`)
  })

  test('An old Home reveals nothing of a complaint to people who have left its channel', async () => {
    const id = await say('new order=8812 received="2026-11-20 10:30"', emma)
    const { view } = await open(emma)
    stage.slack.workspace.channels.get(shopA)?.members.delete(emma)
    await stage.slack.deliver.press({ user: emma, view, actionId: 'case:decided' })
    await stage.idle()
    expect(topView(stage.slack.workspace, emma)).toBeUndefined()
    expect(homeShown(emma).words).toContain(`${id} was not found`)
    expect(homeShown(emma).words).not.toContain('8812')
  })

  test('A person of another workspace is told politely why Home is empty', async () => {
    await say('new order=8812 received="2026-11-20 10:30"', lin, seeded.shared)
    const opened = { type: 'app_home_opened', user: outsider, channel: 'D0SAM', tab: 'home' }
    await stage.slack.deliver.event(opened, { team })
    await stage.idle()
    const { words } = homeShown(outsider)
    expect(words).toContain('Only members of the workspace that installed the app')
    expect(words).not.toContain('8812')
  })

  test('The messages tab draws nothing, and a Home that Slack refuses delays nothing', async () => {
    await stage.slack.deliver.openHome({ user: lin, tab: 'messages' })
    await stage.idle()
    expect(homeOf(stage.slack.workspace, { id: team }, lin)).toBeUndefined()
    publishing = { before: { error: 'not_enabled' } }
    const [event] = await stage.slack.deliver.openHome({ user: lin })
    await stage.idle()
    expect(event?.answers).toMatchObject([{ status: 200 }])
    publishing = undefined
    expect((await open()).words).toContain('您负责的未结投诉')
  })

  test.each([503, 429, 'reset'] as const)(
    'A Home that Slack does not take (%s) is tried again, and the newest version is shown',
    async before => {
      publishing = { before, retryAfter: 2 }
      await stage.slack.deliver.openHome({ user: lin })
      await stage.idle()
      const id = await say('new order=1 received="2026-11-20 10:30"')
      await stage.slack.deliver.openHome({ user: lin })
      await stage.idle()
      expect(homeOf(stage.slack.workspace, { id: team }, lin)).toBeUndefined()
      publishing = undefined
      await stage.pass(3_000)
      expect(homeShown(lin).words).toContain(id)
      const taken = stage.slack.calls.filter(
        ({ method, status }) => method === 'views.publish' && status === 200,
      )
      expect(taken).toHaveLength(1)
    },
  )
})
