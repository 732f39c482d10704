import { seeded } from 'local-slack/seed.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { openSlowStage, type SlowStage } from '../stage/slow-stage.ts'
import { ways, wordsOf } from '../stage/stage.ts'

const { lin: user, shopA: channel } = seeded

let slow: SlowStage
afterEach(() => slow.close())

const cards = () =>
  (slow.stage.slack.workspace.messages.get(channel) ?? []).filter(message => message.threadTs === undefined)
const historyOf = async () => {
  const [row] = await slow.stage.engine.list('complaint:')
  return JSON.parse(row?.text ?? '{"history":[]}').history.map(
    ({ step }: { step: { type: string } }) => step.type,
  )
}
const told = (ephemerals: readonly { text: string }[]) =>
  wordsOf(ephemerals.at(-1) ?? { text: '' }).replaceAll('\n', ' ')

const record = 'new order=8812 received="2026-11-20 10:30"'
const complain = (text: string) =>
  slow.stage.slack.deliver.command({ user, channel, command: '/complaint', text })

describe.each(ways)('over %s, with Slack taking', over => {
  describe.each([0.2, 0.8, 1.5, 5, Number.POSITIVE_INFINITY])('%d s for each answer', seconds => {
    const quick = seconds < 2

    test('a new complaint is acknowledged in time, and its true outcome is reported', async () => {
      slow = await openSlowStage(over)
      await slow.slowDown(seconds)
      const since = slow.stage.clock.now()
      const { ephemerals, error } = await slow.lived(complain(record))
      expect(error).toBeUndefined()
      expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
      const recorded = (await historyOf()).length > 0
      expect(told(ephemerals).includes('已记录')).toBe(recorded)
      if (quick) expect(recorded).toBe(true)
    })

    test('a question is answered in time', async () => {
      slow = await openSlowStage(over)
      await slow.slowDown(seconds)
      const since = slow.stage.clock.now()
      const ask = { user, channel, command: '/harassment', text: '几天内举证' }
      const { ephemerals } = await slow.lived(slow.stage.slack.deliver.command(ask))
      expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
      expect(told(ephemerals)).toContain('3 天内')
    })

    test('a press is acknowledged in time, and its true outcome is reported', async () => {
      slow = await openSlowStage(over)
      await complain(record)
      await slow.stage.idle()
      const [card] = cards()
      if (!card) throw new Error('no card')
      await slow.slowDown(seconds)
      const since = slow.stage.clock.now()
      const press = { user: seeded.chen, message: card, actionId: 'case:answered' }
      const { ephemerals } = await slow.lived(slow.stage.slack.deliver.press(press))
      expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
      const done = (await historyOf()).includes('answered')
      expect(told(ephemerals).includes('已更新')).toBe(done)
      expect(ephemerals).toHaveLength(1)
      if (quick) expect(done).toBe(true)
    })

    test('a form is acknowledged in time, and its outcome is reported, with the input if it failed', async () => {
      slow = await openSlowStage(over)
      await complain('new')
      await slow.slowDown(seconds)
      const since = slow.stage.clock.now()
      const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30' }
      const sent = await slow.lived(slow.stage.slack.deliver.submit({ user, values }))
      expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
      const recorded = (await historyOf()).length > 0
      expect(sent.outcome).toBe('closed')
      const words = told(slow.stage.slack.workspace.ephemerals)
      expect(words).toContain(recorded ? '已记录' : '/complaint new order=8812')
      expect(recorded).toBe(seconds < 10)
    })
  })
})
