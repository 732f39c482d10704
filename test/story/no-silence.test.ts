import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, shopA } = seeded

let stage: Stage
let isLocked = false
beforeEach(async () => {
  isLocked = false
  stage = await openStage({
    at: '2026-11-20 11:00',
    store: engine => ({
      ...engine,
      adapter: new Proxy(engine.adapter, {
        get(target, name) {
          if (isLocked && (name === 'get' || name === 'getMany'))
            return () => Promise.reject(new Error('database is locked'))
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      }),
    }),
  })
  // Whose language is neither of ours is answered in the channel's, which has to be read.
  const person = stage.slack.workspace.users.get(lin)
  if (person) person.locale = 'ja-JP'
})
afterEach(() => stage.close())

const command = (text: string, name = '/complaint') =>
  stage.slack.deliver.command({ user: lin, channel: shopA, command: name, text })
const told = ({ ephemerals }: { ephemerals: readonly { text: string }[] }) => ephemerals.map(wordsOf)
const broken = expect.stringContaining('出错了')

test('A press, a command and a form are answered in words where the settings of the channel cannot be read', async () => {
  const [recorded = ''] = told(await command('new order=8812 received="2026-11-20 10:30"'))
  const id = /H-[0-9A-Z]{4,}/.exec(recorded)?.[0] ?? ''
  await stage.idle()
  const [card] = stage.slack.workspace.messages.get(shopA) ?? []
  if (!card) throw new Error('no card')
  await command('new')
  isLocked = true
  const pressed = await stage.slack.deliver.press({ user: lin, message: card, actionId: 'case:answered' })
  await stage.idle()
  expect(told(pressed)).toEqual([broken])
  const typed = await command(`show ${id}`)
  expect(told(typed)).toEqual([broken])
  const values = { order: '8813', received: '2026-11-20', 'received-time': '10:30' }
  const sent = await stage.slack.deliver.submit({ user: lin, values })
  expect(sent).toMatchObject({ outcome: 'errors', errors: { order: broken } })
  isLocked = false
})
