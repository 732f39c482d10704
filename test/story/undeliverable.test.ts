import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import type { Message } from 'local-slack/workspace.ts'
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

async function say(text: string, user: string = chen, channel: string = shopA) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
const record = async (more = '', user: string = chen, channel: string = shopA) =>
  idIn(await say(`new order=8812 received="2026-11-20 10:30" ${more}`, user, channel))

async function archivedAt(time: string) {
  await stage.goTo(time)
  await stage.slack.deliver.archive({ user: lin, channel: shopA })
}

const messagesIn = (channel: string) => stage.slack.workspace.messages.get(channel) ?? []
/** Direct messages of the app to a person. */
function toldTo(person: string): Message[] {
  const dms = [...stage.slack.workspace.channels.values()].filter(each => each.person === person)
  return dms.flatMap(({ id }) => messagesIn(id)).filter(({ byApp }) => byApp)
}
const room = (channel: string) => {
  const found = stage.slack.workspace.channels.get(channel)
  if (!found) throw new Error('no room')
  return found
}
const kindsIn = (channel: string) =>
  messagesIn(channel).map(({ metadata, text }) =>
    metadata
      ? String(metadata.event_payload.key)
          .replace(/^H-\w+:/, '')
          .replace(/:2026-.*Z$/, '')
      : text,
  )

test('An archived channel is reported to the owner, the backup and the workspace’s owner once a reminder, and in lists', async () => {
  await say(`settings backup=<@${emma}>`)
  const id = await record('due="2026-11-21 12:00"')
  await archivedAt('2026-11-21 10:59')
  await stage.goTo('2026-11-21 11:10')
  for (const person of [chen, emma, lin]) {
    const [message, more] = toldTo(person)
    expect(more).toBeUndefined()
    expect(message && wordsOf(message)).toContain(id)
    expect(message && wordsOf(message)).toContain('频道已归档')
    expect(message && wordsOf(message)).toContain('2026-11-21 12:00')
  }
  const shown = await say(`show ${id}`, chen, seeded.noApp)
  expect(shown).toContain('频道收不到消息\n，从 2026-11-21 11:00 起：频道已归档。')
  await stage.goTo('2026-11-21 12:03')
  for (const person of [chen, emma, lin]) expect(toldTo(person)).toHaveLength(2)
})

test('A person in several roles is notified once; one who cannot be reached delays nobody', async () => {
  await say(`settings backup=<@${lin}>`, lin)
  await record(`owner=<@${chen}>`, lin)
  const gone = stage.slack.workspace.users.get(chen)
  if (gone) gone.deleted = true
  await archivedAt('2026-11-21 10:29')
  await stage.goTo('2026-11-21 10:40')
  expect(toldTo(lin)).toHaveLength(1)
})

test('A person who could not be reached is notified later, and the others not again', async () => {
  await record()
  await archivedAt('2026-11-21 10:29')
  let deaf = true
  fault = (method, { channel }) =>
    deaf && method === 'chat.postMessage' && channel === lin ? { before: 503 } : undefined
  await stage.goTo('2026-11-21 10:40')
  expect([toldTo(chen).length, toldTo(lin).length]).toEqual([1, 0])
  deaf = false
  await stage.goTo('2026-11-21 10:45')
  expect([toldTo(chen).length, toldTo(lin).length]).toEqual([1, 1])
})

test('An archived channel and a damaged record delay no other complaint', async () => {
  await record('', lin, shopB)
  const broken = { key: `complaint:${seeded.team}:${shopB}:H-0000`, expected: undefined, next: '{"id":1}' }
  await stage.engine.swap([{ ...broken, wakeAt: stage.clock.now() }])
  await record()
  await stage.goTo('2026-11-21 10:25')
  await stage.slack.deliver.deleteChannel({ user: lin, channel: shopA })
  await stage.goTo('2026-11-21 10:31')
  const reminder = messagesIn(shopB).at(-1)
  expect(kindsIn(shopB).at(-1)).toBe('evidence:48h')
  expect(Math.round(Number(reminder?.ts) - Date.UTC(2026, 10, 21, 2, 30) / 1000)).toBeLessThanOrEqual(1)
  expect(toldTo(chen).length).toBeGreaterThan(0)
})

test('The button in the direct message moves a complaint out of an archived channel, with its card and missed reminder', async () => {
  const id = await record('', lin)
  await archivedAt('2026-11-21 10:29')
  await stage.goTo('2026-11-21 10:31')
  const [told] = toldTo(lin)
  if (!told) throw new Error('nobody was told')
  await stage.slack.deliver.press({ user: lin, message: told, actionId: 'case:move' })
  const done = await stage.slack.deliver.submit({ user: lin, values: { channel: shopB } })
  expect(done.outcome).toBe('closed')
  await stage.idle()
  expect(kindsIn(shopB)).toEqual(['card:2', 'history:1-2', 'evidence:48h'])
  const [card, history] = messagesIn(shopB)
  expect(card && wordsOf(card)).toContain(id)
  expect(history && wordsOf(history)).toContain(`从 \n${shopA}\n 移到 \n${shopB}`)
  expect(await say(`show ${id}`, lin, shopB)).not.toContain('收不到')
  expect(await say('list', lin, shopB)).toContain(id)
})

test('A complaint moved by command leaves its messages behind, and its old card says where it went', async () => {
  const id = await record('', lin)
  await stage.goTo('2026-11-21 10:31')
  expect(kindsIn(shopA)).toEqual(['card:1', 'history:0-1', 'contact:buyer', 'evidence:48h'])
  const moved = await say(`移动 ${id} 频道=<#${shopB}|shop-b>`, lin)
  expect(moved).toContain(`从 \n${shopA}\n 移到 \n${shopB}`)
  expect(kindsIn(shopB)).toEqual(['card:2', 'history:1-2'])
  const [old] = messagesIn(shopA)
  expect(old && wordsOf(old)).toContain('已移到')
  expect(JSON.stringify(old?.blocks)).not.toContain('case:')
  await stage.goTo('2026-11-22 10:31')
  expect(kindsIn(shopA)).toHaveLength(4)
  expect(kindsIn(shopB).at(-1)).toBe('evidence:24h')
  const [net, more] = [...stage.slack.workspace.scheduled.values()]
  expect([net?.channel, more]).toEqual([shopB, undefined])
})

test('A move needs a channel, a member of both channels and an order that is free there, and reveals nothing', async () => {
  const id = await record('', lin)
  const there = await record('', lin, shopB)
  expect(await say(`move ${id} channel=<#${shopB}|shop-b>`, lin)).toContain(there)
  expect(await say(`move ${id} channel=<#${shopB}|shop-b>`, chen)).toContain('移不过去')
  expect(await say(`move ${id} channel=<#${seeded.secret}|secret>`, lin)).toContain('/invite')
  const secret = await say(`move ${id} channel=<#${seeded.secret}|secret>`, chen)
  const nothing = await say(`move ${id} channel=<#C0NOTHING|nothing>`, chen)
  expect(secret.replaceAll(`${seeded.secret}|secret`, 'C0NOTHING|nothing')).toBe(nothing)
  expect(await say(`move ${id} channel=shop-b`, lin)).toContain('不是频道')
  expect(await say(`move ${id}`, lin)).toContain('还缺要移到的频道')
  expect(await say(`move ${id} channel=<#${seeded.archived}|shop-closed>`, lin)).toContain('已归档')
  expect(await say(`move ${id} channel=<#${shopA}|shop-a>`, lin)).toContain('没有变化')
  const hidden = await record('', lin, privateShop)
  const answer = await say(`move ${hidden} channel=<#${shopA}|shop-a>`, emma)
  expect(answer.replaceAll(hidden, 'H-ZZZZ')).toBe(await say(`move H-ZZZZ channel=<#${shopA}|shop-a>`, emma))
  expect(await say('list', lin)).toContain(id)
})

test('Only the owner can move a complaint out of a private channel that the app was removed from', async () => {
  const id = await record('', chen, privateShop)
  const move = `move ${id} channel=<#${shopA}|shop-a>`
  await stage.goTo('2026-11-21 10:25')
  await stage.slack.deliver.leave({ user: bot, channel: privateShop })
  await stage.goTo('2026-11-21 10:31')
  const [told] = toldTo(chen)
  expect(told && wordsOf(told)).toContain('移到另一个频道')
  // Lin is in the channel too, but that can no longer be checked; she gets no button either.
  expect(JSON.stringify(toldTo(lin)[0]?.blocks)).not.toContain('case:move')
  expect(await say(move, lin)).toContain('找不到')
  expect(await say(move, emma)).toContain('was not found')
  expect(await say(move, chen)).toContain('已更新')
  expect(kindsIn(shopA)).toEqual(['card:2', 'history:1-2', 'evidence:48h'])
  expect(room(privateShop).members.has(lin)).toBe(true)
})

test('While Slack does not say who is in a channel, nobody can move complaints out of it', async () => {
  const id = await record('', chen, privateShop)
  fault = method => (/conversations\.(members|info)/.test(method) ? { before: 503 } : undefined)
  expect(await say(`move ${id} channel=<#${shopA}|shop-a>`, chen)).toContain('暂时无法向 Slack 核对频道')
  fault = () => undefined
  expect(await say('list', chen, privateShop)).toContain(id)
})

test('A channel that gets another id keeps its complaints: reminders, lists and settings go on there', async () => {
  await say('settings lang=en', lin)
  const id = await record('', lin)
  const [card] = messagesIn(shopA)
  await stage.slack.deliver.changeId({ channel: shopA, to: 'C0SHOPA2' })
  await stage.idle()
  expect(await say('list', lin, 'C0SHOPA2')).toContain(id)
  await stage.goTo('2026-11-21 10:31')
  expect(kindsIn('C0SHOPA2')).toEqual(['card:1', 'history:0-1', 'contact:buyer', 'evidence:48h'])
  const reminder = messagesIn('C0SHOPA2').at(-1)
  expect(reminder?.threadTs).toBe(card?.ts)
  expect(reminder && wordsOf(reminder)).not.toMatch(/\p{Script=Han}/u)
  expect(toldTo(lin)).toEqual([])
  await stage.slack.deliver.event({
    type: 'channel_id_changed',
    old_channel_id: shopA,
    new_channel_id: 'C0SHOPA2',
  })
  await stage.idle()
  expect(await say('list', lin, 'C0SHOPA2')).toContain(id)
})

test('A change of id without a channel changes nothing and is not retried', async () => {
  for (const old of ['', 'C0:NOWHERE', 'c0nowhere'])
    await stage.slack.deliver.event({
      type: 'channel_id_changed',
      old_channel_id: old,
      new_channel_id: 'C0NEW',
    })
  await stage.idle()
  expect(await stage.engine.list('channel-id:')).toEqual([])
})
