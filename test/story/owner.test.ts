import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, chen, emma, bot, shopA, shopB, privateShop } = seeded

let stage: Stage
let fault: (method: string, args: Record<string, unknown>) => Fault | undefined
beforeEach(async () => {
  fault = () => undefined
  stage = await openStage({ at: '2026-11-20 11:00', faults: (method, args) => fault(method, args) })
})
afterEach(() => stage.close())

async function say(text: string, user: string = lin, channel: string = privateShop) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' }).replaceAll('\n', '')
}
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
const recordFor = (owner: string) => say(`new order=8812 received="2026-11-20 10:30" owner=<@${owner}>`)
const cards = () => stage.slack.workspace.messages.get(privateShop) ?? []

test('People outside the channel cannot own its complaints, because they would not see the reminders', async () => {
  const refused = await recordFor(emma)
  expect(refused).toContain('Emma')
  expect(refused).toContain('不在投诉所在的频道里')
  expect(refused).toContain('/invite')
  expect(cards()).toHaveLength(0)
  await stage.slack.deliver.join({ user: emma, channel: privateShop })
  const id = idIn(await recordFor(emma))
  expect(id).not.toBe('')
  expect(await say(`assign ${id} <@${chen}>`, emma)).toContain('updated')
})

test('A complaint cannot be assigned to people outside its channel, even from another one', async () => {
  const id = idIn(await recordFor(chen))
  expect(await say(`assign ${id} <@${emma}>`, chen, shopA)).toContain('不在投诉所在的频道里')
  await stage.slack.deliver.join({ user: emma, channel: privateShop })
  const outside = seeded.outsider
  expect(await say(`assign ${id} <@${outside}>`, emma)).toContain('nothing was saved')
  expect(await say(`show ${id}`)).toContain(chen)
})

test('Bots and deactivated members cannot own a complaint', async () => {
  expect(await recordFor(bot)).toContain('是机器人')
  const gone = stage.slack.workspace.users.get(chen)
  if (gone) gone.deleted = true
  expect(await recordFor(chen)).toContain('不是本工作区的在职成员')
  expect(cards()).toHaveLength(0)
})

test('A form shows the refusal of an owner at its field', async () => {
  const id = idIn(await recordFor(lin))
  const [card] = cards()
  if (!card) throw new Error('no card')
  await stage.slack.deliver.choose({ user: lin, message: card, actionId: 'case:more', given: `assign ${id}` })
  const sent = await stage.slack.deliver.submit({ user: lin, values: { owner: emma } })
  expect(JSON.stringify(sent)).toContain('不在投诉所在的频道里')
})

test('While Slack does not say who is in the channel, any owner is accepted', async () => {
  fault = method => (method === 'conversations.members' ? { before: 503 } : undefined)
  expect(idIn(await recordFor(emma))).not.toBe('')
})

const lastIn = (channel: string) => {
  const last = (stage.slack.workspace.messages.get(channel) ?? []).at(-1)
  return last ? wordsOf(last).replaceAll('\n', '') : ''
}

test('A complaint can move to a channel without its owner; its mover is asked for another owner', async () => {
  const id = idIn(await recordFor(chen))
  const moved = await say(`move ${id} channel=<#${shopB}|shop-b>`)
  expect(moved).toContain('收不到提醒')
  expect(lastIn(shopB)).toContain('不在频道里')
  expect(lastIn(shopB)).toContain(lin)
  expect(await say(`assign ${id} <@${lin}>`)).not.toContain('收不到提醒')
})

test('While Slack does not say who is in the new channel, the owner is checked later', async () => {
  const id = idIn(await recordFor(chen))
  fault = (method, { user }) => (method === 'users.info' && user === chen ? { before: 503 } : undefined)
  await stage.pass(1_900_000)
  expect(await say(`move ${id} channel=<#${shopB}|shop-b>`)).toContain('收不到提醒')
  expect(await say(`move ${id} channel=<#${privateShop}|private>`)).toContain('暂时无法向 Slack 核对负责人')
  fault = () => undefined
  await stage.pass(60_000)
  expect(await say(`show ${id}`)).not.toContain('暂时无法')
})

test('An owner who moves their complaint is known to be in the new channel', async () => {
  const id = idIn(await recordFor(lin))
  expect(await say(`move ${id} channel=<#${shopB}|shop-b>`)).not.toContain('收不到')
  expect(lastIn(shopB)).not.toContain('不在频道里')
})
