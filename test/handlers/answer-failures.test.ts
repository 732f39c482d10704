import { afterEach, describe, expect, it } from 'vitest'
import { seeded } from '../../packages/local-slack/seed.ts'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

const { lin: user, shopA: channel } = seeded
let stage: Stage
afterEach(() => stage.close())

const type = (text: string) => stage.slack.deliver.command({ user, channel, command: '/complaint', text })
const broken = expect.stringContaining('出错了')

describe.each(ways)('A listener that throws, over %s', over => {
  it('before it has read a press leaves the person with an answer', async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
    await type('new order=8812 received="2026-11-20 10:30"')
    await stage.idle()
    const [card] = stage.slack.workspace.messages.get(channel) ?? []
    if (!card) throw new Error('no card')
    const text = JSON.stringify(card.blocks).replace(/"value":"H-[^"]*"/g, '"value":8812')
    Object.assign(card, { blocks: JSON.parse(text) })
    const pressed = await stage.slack.deliver.press({ user, message: card, actionId: 'case:answered' })
    await stage.idle()
    expect(pressed.error).toBeUndefined()
    expect(pressed.ephemerals.map(wordsOf)).toEqual([broken])
  })

  it('after the acknowledgement of a command says so through the response_url', async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
    stage.app.bolt.command('/complaint', async () => {
      throw new Error('a second listener')
    })
    const typed = await type('help')
    await stage.idle()
    expect(typed.ephemerals.map(wordsOf)).toEqual([expect.stringContaining('/complaint 新增'), broken])
  })
})
