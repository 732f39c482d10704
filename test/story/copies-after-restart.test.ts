import type { ReceiverEvent } from '@slack/bolt'
import { seeded } from 'local-slack/seed.ts'
import type { Ephemeral } from 'local-slack/workspace.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'
import { scratchPath } from '../store/scratch.ts'

const { lin, shopA, team } = seeded
const odd = '绿色小象什么时候飞'

let stage: Stage
let databaseUrl: string
/** All deliveries from Slack, oldest first. */
let deliveries: ReceiverEvent['body'][]
afterEach(() => stage.close())

async function start(over: 'http' | 'socket') {
  stage = await openStage({ at: '2026-11-20 11:00', over, databaseUrl })
  const process = stage.app.bolt.processEvent.bind(stage.app.bolt)
  stage.app.bolt.processEvent = event => {
    deliveries.push(event.body)
    return process(event)
  }
}

async function type(command: string, text: string): Promise<Ephemeral> {
  const delivery = await stage.slack.deliver.command({ user: lin, channel: shopA, command, text })
  await stage.idle()
  const answer = delivery.ephemerals.at(-1)
  if (!answer) throw new Error('no answer')
  return answer
}
const complaint = async (text: string) => wordsOf(await type('/complaint', text))
const harassment = (text: string) => type('/harassment', text)

/** Restarts the app, delivers a copy to it and returns the acknowledgement as text. */
async function copyAfterRestart(over: 'http' | 'socket', body: ReceiverEvent['body'] | undefined) {
  if (!body) throw new Error('nothing was delivered')
  await stage.close()
  await start(over)
  const said: unknown[] = []
  await stage.app.bolt.processEvent({ body, ack: async answer => void said.push(answer) })
  await stage.idle()
  return JSON.stringify(said)
}

async function teach(entry = 'night-hours') {
  await harassment(odd)
  const list = await harassment('misses')
  const value = JSON.stringify(list.blocks).match(/"value":"(miss [^"]+)"/)?.[1] ?? ''
  await stage.slack.deliver.press({ user: lin, message: list, actionId: 'rule:teach', value })
  await stage.idle()
  await stage.slack.deliver.submit({ user: lin, values: { entry } })
  await stage.idle()
}
const taughtNow = async () => JSON.parse((await stage.engine.list(`asks:${team}`))[0]?.text ?? '{}')

describe.each(ways)('over %s, a copy that comes after a restart', over => {
  beforeEach(async () => {
    databaseUrl = `sqlite://${scratchPath('copies.sqlite')}`
    deliveries = []
    await start(over)
  })

  test('of an older setting does not undo a newer one, and is answered with the current settings', async () => {
    await complaint('settings quiet=23:00-07:00')
    const older = deliveries.at(-1)
    await complaint('settings quiet=21:00-09:00 backup=@chen')
    expect(await copyAfterRestart(over, older)).toContain('21:00-09:00')
    const now = await complaint('settings')
    expect(now).toContain('21:00-09:00')
    expect(now).toContain(seeded.chen)
  })

  test('of an older settings form does not undo a newer setting', async () => {
    const message = await type('/complaint', 'settings')
    await stage.slack.deliver.press({ user: lin, message, actionId: 'case:settings' })
    await stage.idle()
    await stage.slack.deliver.submit({ user: lin, values: { lang: 'en' } })
    await stage.idle()
    const form = deliveries.at(-1)
    await complaint('settings lang=zh')
    await copyAfterRestart(over, form)
    expect(await complaint('settings')).toContain('语言：中文')
  })

  test('does nothing twice with settings that an older release stored', async () => {
    await complaint('settings quiet=23:00-07:00')
    const key = `channel:${team}:${shopA}`
    const [row] = await stage.engine.list(key)
    const { deliveries: _, ...old } = JSON.parse(row?.text ?? '')
    await stage.engine.swap([{ key, expected: row?.text, next: JSON.stringify(old), wakeAt: undefined }])
    await complaint('settings backup=@chen')
    const first = deliveries.at(-1)
    await complaint('settings backup=none')
    expect(await copyAfterRestart(over, first)).toContain('后备人员：没有设置')
    expect(await complaint('settings')).toContain('23:00-07:00')
  })

  test('of an untaught question says so again, and removes nothing that was taught since', async () => {
    await teach()
    await harassment(`untaught ${odd}`)
    const typed = deliveries.at(-1)
    expect(await copyAfterRestart(over, typed)).toContain(`已收回“${odd}”`)
    const again = JSON.stringify({ 'night-hours': [odd] })
    await stage.engine.swap([{ key: `asks:${team}`, expected: '{}', next: again, wakeAt: undefined }])
    expect(await copyAfterRestart(over, typed)).not.toContain('已收回')
    expect(await taughtNow()).toEqual({ 'night-hours': [odd] })
  })

  test('of a form that taught a question does not teach it again after it was untaught', async () => {
    await teach()
    const form = deliveries.at(-1)
    expect(await copyAfterRestart(over, form)).not.toContain('errors')
    await harassment(`untaught ${odd}`)
    await copyAfterRestart(over, form)
    expect(await taughtNow()).toEqual({})
  })
})
