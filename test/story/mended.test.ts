import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

async function say(text: string, user: string = seeded.lin, channel: string = seeded.shopA) {
  const delivery = await stage.slack.deliver.command({
    user,
    channel,
    command: '/complaint',
    text,
  })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''

test('A form of corrections changes only what was changed in it, whatever others corrected meanwhile', async () => {
  const id = idIn(await say('new order=8812 buyer=a received=2026-11-20 10:30'))
  const [card] = stage.slack.workspace.messages.get(seeded.shopA) ?? []
  if (!card) throw new Error('no card')
  const given = `correct ${id}`
  await stage.slack.deliver.choose({ user: seeded.lin, message: card, actionId: 'case:more', given })
  await say(`correct ${id} received="2026-11-19 09:00"`, seeded.chen)
  await stage.slack.deliver.submit({ user: seeded.lin, values: { buyer: 'b' } })
  await stage.idle()
  expect(await say(`show ${id}`)).toContain('2026-11-22 09:00')
})

test('An order typed in full-width digits is the same order', async () => {
  const id = idIn(await say('new order=4455 received=2026-11-20 10:30'))
  expect(idIn(await say('新增 订单＝４４５５ 收到=2026-11-20 10:30'))).toBe(id)
})

test('Points of a complaint that was dismissed are not dropped in silence: it stays open', async () => {
  const id = idIn(await say('new order=1 received=2026-11-20 10:30'))
  expect(await say(`判定 ${id} 不成立 扣分=12`)).toContain('扣分')
  expect(await say('list')).toContain(id)
})

test('A time in the future is refused by the name that was typed, not by its copy', async () => {
  expect(await say('新增 订单=4 收到=2026-11-21 10:00')).not.toContain('发起')
})

test('A missed answer is overdue until there is a decision', async () => {
  const id = idIn(await say('new order=1 received=2026-11-20 10:30'))
  await stage.goTo('2026-11-24 09:00')
  expect(await say('list overdue')).toContain(id)
})

test('A deadline of the page that was typed by mistake can be taken off again, in a command and in the form', async () => {
  const id = idIn(await say('new order=1 received="2026-11-20 10:30" due="2026-11-25 10:30"'))
  expect(await say(`show ${id}`)).toContain('2026-11-25 10:30')
  expect(await say(`correct ${id} evidence-due=`)).not.toContain('没有变化')
  expect(await say(`show ${id}`)).toMatch(/2026-11-25 10:30 → （空）/)
  expect(await say(`correct ${id} evidence-due= traded= appeal-due=`)).toContain('没有变化')

  await say(`correct ${id} evidence-due="2026-11-26 10:30"`)
  await openCorrections(id)
  const values = { 'evidence-due': null, 'evidence-due-time': null }
  await stage.slack.deliver.submit({ user: seeded.lin, values })
  await stage.idle()
  expect(await say(`show ${id}`)).toMatch(/2026-11-26 10:30 → （空）/)
})

test('A time that the record cannot do without is not left blank: that is said, and nothing changes', async () => {
  const id = idIn(await say('new order=1 buyer=a received="2026-11-20 10:30"'))
  expect(await say(`correct ${id} received= buyer=b`)).toContain('还缺收到')
  await openCorrections(id)
  const values = { buyer: 'b', received: null, 'received-time': null }
  const kept = await stage.slack.deliver.submit({ user: seeded.lin, values })
  expect(JSON.stringify(kept)).toContain('还缺收到')
  await stage.idle()
  expect(await say(`show ${id}`)).not.toContain('→')
})

test('Whoever joins a channel reaches its complaints at once, and Slack is not asked about whoever it named', async () => {
  const id = idIn(await say('new order=8812 received="2026-11-20 10:30"', seeded.lin, seeded.privateShop))
  const asked = () => stage.slack.calls.filter(call => call.method === 'conversations.members').length
  expect(await say(`show ${id}`, seeded.emma)).not.toContain('8812')
  expect(await say(`show ${id}`, seeded.emma)).not.toContain('8812')
  expect(asked()).toBe(2)
  await stage.slack.deliver.join({ user: seeded.emma, channel: seeded.privateShop, inviter: seeded.lin })
  await stage.goTo('2026-11-20 11:01')
  expect(await say(`show ${id}`, seeded.emma)).toContain('8812')
  expect(asked()).toBe(3)
  expect(await say(`show ${id}`, seeded.emma)).toContain('8812')
  expect(asked()).toBe(3)
})

test('A press by somebody who is not in the channel of its complaint is answered like an unknown id', async () => {
  const id = idIn(await say('new order=8812 received="2026-11-20 10:30"'))
  const [card] = stage.slack.workspace.messages.get(seeded.shopA) ?? []
  const room = stage.slack.workspace.channels.get(seeded.shopA)
  if (!card || !room) throw new Error('no card')
  room.members.delete(seeded.emma)
  const press = { user: seeded.emma, message: card, actionId: 'case:answered' }
  const pressed = await stage.slack.deliver.press(press)
  await stage.idle()
  expect(wordsOf(pressed.ephemerals.at(-1) ?? { text: '' })).toContain(`${id} was not found`)
  expect(await say(`show ${id}`)).toContain('待举证答复')
})

test('A new complaint of a form is not taken from whoever has left the channel meanwhile', async () => {
  const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30' }
  const submitIn = async (channel: string) => {
    await stage.slack.deliver.command({ user: seeded.lin, channel, command: '/complaint', text: 'new' })
    stage.slack.workspace.channels.get(channel)?.members.delete(seeded.lin)
    return JSON.stringify(await stage.slack.deliver.submit({ user: seeded.lin, values }))
  }
  expect(await submitIn(seeded.secret)).toContain('/invite')
  expect(await submitIn(seeded.privateShop)).toContain('/invite')
})

test('A reason has 500 characters at most, in the command as in the form', async () => {
  const id = idIn(await say('new order=1 received="2026-11-20 10:30"'))
  expect(await say(`discard ${id} "${'误'.repeat(501)}"`)).toContain('“原因”太长，最多 500 个字符')
  expect(await say(`discard ${id} "${'误'.repeat(500)}"`)).toContain('作废')
  expect(await say(`reopen ${id} "${'误'.repeat(501)}"`)).toContain('“原因”太长，最多 500 个字符')
  expect(await say(`reopen ${id} "${'误'.repeat(500)}"`)).toContain('待举证答复')
})

test('A date in Chinese, a colon for an equals sign, a forgotten id: understood, or told what to type', async () => {
  const answer = await say('新增 订单=1 收到=2026年11月20日 10:30')
  expect(answer).toContain('2026-11-23 10:30')
  expect(await say('新增 订单：6 收到=2026-11-20 10:30')).toContain('订单=6')
  expect(await say('decided dismissed')).toContain('还缺投诉编号')
  expect(await say(`判定 ${idIn(answer)} 不成立`)).toContain('已结束')
})

async function openCorrections(id: string) {
  const [card] = stage.slack.workspace.messages.get(seeded.shopA) ?? []
  if (!card) throw new Error('no card')
  const given = `correct ${id}`
  await stage.slack.deliver.choose({ user: seeded.lin, message: card, actionId: 'case:more', given })
}

test('Nobody is notified in the thread of their own step; who becomes the owner is', async () => {
  const id = idIn(await say('new order=1 received="2026-11-20 10:30"'))
  await say(`note ${id} "已联系买家"`, seeded.chen)
  await say(`assign ${id} @chen`)
  const [card, ...thread] = stage.slack.workspace.messages.get(seeded.shopA) ?? []
  expect(thread.every(message => message.threadTs === card?.ts)).toBe(true)
  const mentions = thread.map(({ blocks }) => JSON.stringify(blocks).match(/"user_id":"\w+"/g))
  expect(mentions).toEqual([null, null, [`"user_id":"${seeded.chen}"`]])
  expect(thread.map(({ text }) => text)).toEqual([
    expect.stringContaining('林悦 记录了投诉'),
    expect.stringContaining('陈默 备注：已联系买家'),
    expect.stringContaining(`林悦 把负责人改为 <@${seeded.chen}>`),
  ])
})
