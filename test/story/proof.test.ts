import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, shopA } = seeded

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

async function say(text: string) {
  const delivery = await stage.slack.deliver.command({
    user: lin,
    channel: shopA,
    command: '/complaint',
    text,
  })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}
const record = async () => /H-[0-9A-Z]{4,}/.exec(await say('new order=1 received=2026-11-20 10:30'))?.[0]
const ticks = (shown: string) => shown.match(/记为/g)?.length ?? 0

test.each([
  'chat sms calls collected',
  'chat,sms，calls collected',
  '聊天截图、短信照片 通话 已收集',
  'chat chat sms calls collected',
])('Several kinds of proof are ticked in one go: %s', async words => {
  const id = await record()
  const told = await say(`evidence ${id} ${words}`)
  expect(ticks(told)).toBe(3)
  const missing = (await say(`show ${id}`)).split('还缺')[1]?.split('\n')[1]
  expect(missing).toContain('情况说明')
  expect(missing).not.toMatch(/聊天|短信|通话/)
})

test.each([
  ['chat sms', '进度'],
  ['chat photo collected', 'photo'],
  ['chat,photo collected', 'photo'],
  ['chat sms collected sent', 'sent'],
  ['collected', '凭证种类'],
])('Of %s nothing is ticked, and the reply says why', async (words, why) => {
  const id = await record()
  expect(await say(`evidence ${id} ${words}`)).toContain(why)
  expect(ticks(await say(`show ${id}`))).toBe(0)
})

test('The form ticks as many as are chosen, once, however often it is delivered', async () => {
  const id = await record()
  const [card] = stage.slack.workspace.messages.get(shopA) ?? []
  if (!card) throw new Error('no card')
  await stage.slack.deliver.press({ user: lin, message: card, actionId: 'case:evidence' })
  const values = { kind: ['chat', 'calls'], mark: 'unavailable' }
  await stage.slack.deliver.submit({ user: lin, values, times: 3 })
  await stage.idle()
  expect(ticks(await say(`show ${id}`))).toBe(2)
})
