import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../packages/local-slack/seed.ts'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin: user, shopA: channel } = seeded
let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

describe('A press whose listener throws before it has read what was pressed', () => {
  it('tells the person that something is broken', async () => {
    const text = 'new order=8812 received="2026-11-20 10:30"'
    await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
    await stage.idle()
    const [card] = stage.slack.workspace.messages.get(channel) ?? []
    if (!card) throw new Error('no card')
    const blocks: unknown = JSON.parse(
      JSON.stringify(card.blocks).replace(/"value":"H-[^"]*"/g, '"value":8812'),
    )
    Object.assign(card, { blocks })
    const pressed = await stage.slack.deliver.press({ user, message: card, actionId: 'case:answered' })
    await stage.idle()
    expect(pressed.error).toBeUndefined()
    expect(pressed.ephemerals.map(wordsOf)).toEqual([expect.stringContaining('出错了')])
  })
})
