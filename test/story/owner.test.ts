import { afterEach, beforeEach, expect, test } from 'vitest'
import { seeded } from '../../local-slack/seed.ts'
import type { Fault } from '../../local-slack/server.ts'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, chen, emma, bot, shopA, privateShop } = seeded

let stage: Stage
let fault: (method: string) => Fault | undefined
beforeEach(async () => {
  fault = () => undefined
  stage = await openStage({ at: '2026-11-20 11:00', faults: method => fault(method) })
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

test('Somebody who is not in the channel would not see the reminders, so they cannot own a complaint there', async () => {
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

test('A complaint is given to nobody from elsewhere either, from wherever that is typed, in either language', async () => {
  const id = idIn(await recordFor(chen))
  expect(await say(`assign ${id} <@${emma}>`, chen, shopA)).toContain('不在投诉所在的频道里')
  await stage.slack.deliver.join({ user: emma, channel: privateShop })
  const outside = seeded.outsider
  expect(await say(`assign ${id} <@${outside}>`, emma)).toContain('nothing was saved')
  expect(await say(`show ${id}`)).toContain(chen)
})

test('A bot and somebody who has gone cannot own one', async () => {
  expect(await recordFor(bot)).toContain('是机器人')
  const gone = stage.slack.workspace.users.get(chen)
  if (gone) gone.deleted = true
  expect(await recordFor(chen)).toContain('不是本工作区的在职成员')
  expect(cards()).toHaveLength(0)
})

test('A form says so at its field', async () => {
  const id = idIn(await recordFor(lin))
  const [card] = cards()
  if (!card) throw new Error('no card')
  await stage.slack.deliver.choose({ user: lin, message: card, actionId: 'case:more', given: `assign ${id}` })
  const sent = await stage.slack.deliver.submit({ user: lin, values: { owner: emma } })
  expect(JSON.stringify(sent)).toContain('不在投诉所在的频道里')
})

test('While Slack does not say who is in the channel, whoever is named is taken', async () => {
  fault = method => (method === 'conversations.members' ? { before: 503 } : undefined)
  expect(idIn(await recordFor(emma))).not.toBe('')
})
