import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { channelMessages, openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, emma, shopA, team } = seeded
const recorded = 'new order=8812 received=2026-11-20 10:30'

let folder: string
let path: string
let stage: Stage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shensu-lost-'))
  path = join(folder, 'shensu.sqlite')
  stage = await openStage({ at: '2026-11-20 11:00', databaseUrl: `sqlite://${path}`, timedStore: true })
})
afterEach(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

async function say(text: string, user: string = lin, command = '/complaint') {
  const delivery = await stage.slack.deliver.command({ user, channel: shopA, command, text })
  expect(delivery.error).toBeUndefined()
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}

const moveAway = () => renameSync(path, `${path}.aside`)
const putBack = () => renameSync(`${path}.aside`, path)
const posted = () => channelMessages(stage.slack, shopA).map(wordsOf)

test('A command is refused in words while the file is gone, given back to copy, and taken when the file is back', async () => {
  moveAway()
  const refused = await say(recorded)
  expect(refused).toContain('数据库文件被移走或替换')
  expect(refused).toContain(`/complaint ${recorded}`)
  expect(await say('list', emma)).toMatch(/database file was moved or replaced/)
  putBack()
  expect(await say(recorded)).toContain('8812')
})

test('A form stays open with what was typed, and a press says why it does nothing', async () => {
  await say(recorded)
  const [card] = channelMessages(stage.slack, shopA)
  if (!card) throw new Error('no card')
  await say('new')
  moveAway()
  const values = { order: '8813', received: '2026-11-20', 'received-time': '10:30' }
  expect(await stage.slack.deliver.submit({ user: lin, values })).toMatchObject({
    outcome: 'errors',
    errors: { order: expect.stringContaining('数据库文件') },
  })
  const pressed = await stage.slack.deliver.press({ user: lin, message: card, actionId: 'case:answered' })
  await stage.idle()
  expect(pressed.error).toBeUndefined()
  expect(wordsOf(pressed.ephemerals.at(-1) ?? { text: '' })).toContain('数据库文件')
  putBack()
  expect(await stage.slack.deliver.submit({ user: lin })).toMatchObject({ outcome: 'closed' })
  await stage.idle()
})

test('The rules can still be asked about, and reminders of what was recorded before still come', async () => {
  await say(recorded)
  rmSync(path)
  expect(await say('恶意骚扰怎么认定', lin, '/harassment')).not.toContain('数据库文件')
  const before = posted().length
  await stage.goTo('2026-11-22 11:00')
  expect(posted().length).toBeGreaterThan(before)
})

test('A channel that gets another id while the file is gone: Slack sends it again until it is on record, and then it is followed', async () => {
  await say(recorded)
  moveAway()
  await stage.pass(60_000)
  const change = { type: 'channel_id_changed', old_channel_id: shopA, new_channel_id: 'C0SHOPA2' }
  const { answers } = await stage.slack.deliver.event(change)
  expect(answers.filter(({ failure }) => failure === undefined)).toEqual([])
  putBack()
  await stage.idle()
  expect(await stage.engine.list('channel-id:')).toEqual([])
  expect((await stage.slack.deliver.event(change)).answer.failure).toBeUndefined()
  await stage.idle()
  expect(await stage.engine.list(`complaint:${team}:C0SHOPA2`)).toHaveLength(1)
})
