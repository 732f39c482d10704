import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

const { lin: user, shopA: channel } = seeded
let stage: Stage
let opening: Fault | undefined
afterEach(() => stage.close())

async function open(over: 'http' | 'socket') {
  opening = undefined
  const faults = (method: string) => (method === 'views.open' ? opening : undefined)
  stage = await openStage({ at: '2026-11-20 11:00', over, faults })
}

async function say(text: string) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' }).replaceAll('\n', '')
}

describe.each(ways)('over %s', over => {
  test.each([500, 429, 'reset', { error: 'expired_trigger_id' }] as const)(
    'Where Slack does not open a form (%s), the person is told what to type instead',
    async before => {
      await open(over)
      opening = { before }
      expect(await say('new')).toContain('Slack 没有响应，表单没能打开。')
      expect(await say('new')).toContain('/complaint 新增 订单=3366123456')
      opening = undefined
      const id = /H-[0-9A-Z]{4,}/.exec(await say('new order=1 received="2026-11-20 10:30"'))?.[0] ?? ''
      const card = stage.slack.workspace.messages.get(channel)?.find(({ threadTs }) => threadTs === undefined)
      if (!card) throw new Error('no card')
      opening = { before }
      for (const [actionId, instead] of [
        ['case:decided', `/complaint 判定 ${id} 成立`],
        ['ask', '请过一会儿再试一次。'],
      ] as const) {
        const pressed = await stage.slack.deliver.press({ user, message: card, actionId })
        await stage.idle()
        expect(wordsOf(pressed.ephemerals.at(-1) ?? { text: '' })).toContain(instead)
      }
    },
  )
})
