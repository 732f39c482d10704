import { afterEach, beforeEach, expect, test } from 'vitest'
import { seeded } from '../../local-slack/seed.ts'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

async function say(text: string, user: string = seeded.lin) {
  const delivery = await stage.slack.deliver.command({
    user,
    channel: seeded.shopA,
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
