import { seeded } from 'local-slack/seed.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

let stage: Stage
afterEach(() => stage.close())

const cards = () =>
  (stage.slack.workspace.messages.get(seeded.shopA) ?? []).filter(message => message.threadTs === undefined)

describe.each(ways)('over %s', over => {
  for (const together of [true, false])
    test(`The same command delivered three times ${together ? 'at once' : 'in turn'} makes one complaint`, async () => {
      stage = await openStage({ at: '2026-11-20 11:00', over })
      const delivery = await stage.slack.deliver.command({
        user: seeded.lin,
        channel: seeded.shopA,
        command: '/complaint',
        text: 'new order=8812 received=2026-11-20 10:30',
        times: 3,
        together,
      })
      await stage.idle()
      expect(cards()).toHaveLength(1)
      const ids = new Set(delivery.ephemerals.map(message => /H-[0-9A-Z]{4,}/.exec(wordsOf(message))?.[0]))
      expect([...ids]).toHaveLength(1)
    })

  for (const together of [true, false])
    test(`The same form submitted three times ${together ? 'at once' : 'in turn'} makes one complaint`, async () => {
      stage = await openStage({ at: '2026-11-20 11:00', over })
      const { user, channel } = { user: seeded.lin, channel: seeded.shopA }
      await stage.slack.deliver.command({ user, channel, command: '/complaint', text: 'new' })
      await stage.slack.deliver.submit({
        user,
        values: { order: '8812', received: '2026-11-20', 'received-time': '10:30' },
        times: 3,
        together,
      })
      await stage.idle()
      expect(cards()).toHaveLength(1)
    })

  test('A form with a wrong field stays open with what was typed, and says what is wrong', async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
    const { user, channel } = { user: seeded.emma, channel: seeded.shopA }
    await stage.slack.deliver.command({ user, channel, command: '/complaint', text: 'new' })
    const values = { order: '8812', received: '2026-11-21', 'received-time': '10:30' }
    const refused = await stage.slack.deliver.submit({ user, values })
    expect(JSON.stringify(refused)).toContain('2026-11-21 10:30')
    await stage.slack.deliver.submit({ user, values: { ...values, received: '2026-11-20' } })
    await stage.idle()
    expect(cards()).toHaveLength(1)
  })
})
