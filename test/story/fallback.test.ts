import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beijing, openStage, type Stage } from '../stage/stage.ts'

let stage: Stage
let lost: string[]
beforeEach(async () => {
  lost = []
  const faults = (method: string) =>
    method === lost[0] && lost.shift() !== undefined ? { after: 'drop' as const } : undefined
  stage = await openStage({ at: '2026-11-20 11:00', faults })
})
afterEach(() => stage.close())

async function say(text: string) {
  const typed = { user: seeded.lin, channel: seeded.shopA, command: '/complaint', text }
  await stage.slack.deliver.command(typed)
  await stage.idle()
}
const inChannel = () => stage.slack.workspace.messages.get(seeded.shopA) ?? []
/** What Slack posted of its own accord: it carries none of the app's names. */
const bySlack = () => inChannel().filter(({ metadata }) => metadata === undefined)
const waiting = () => [...stage.slack.workspace.scheduled.values()]

async function passWithSlack(until: string, stops = { next: stage.engine.nextWake, idle: stage.idle }) {
  await stage.clock.moveTo(beijing(until), stops)
  stage.slack.tick()
}
const nobody = { next: async () => undefined, idle: async () => {} }

test('When the app has died, Slack posts the last reminder in its place, twenty minutes later, at the top of the channel', async () => {
  await say('new order=8812 received="2026-11-20 10:30"')
  await stage.app.stop()
  await passWithSlack('2026-11-23 09:49', nobody)
  expect(bySlack()).toEqual([])
  await passWithSlack('2026-11-23 09:51', nobody)
  const [message, more] = bySlack()
  expect(more).toBeUndefined()
  expect(message?.threadTs).toBeUndefined()
  expect(message?.text).toContain('2026-11-23 10:30')
  expect(message?.text).toContain('8812')
  expect(message?.text).toContain('停止运行')
})

test('When the app is alive, its own reminder stands there and Slack’s copy never comes', async () => {
  await say('new order=8812 received="2026-11-20 10:30"')
  expect(waiting()).toHaveLength(1)
  await passWithSlack('2026-11-23 10:30')
  expect(waiting()).toEqual([])
  expect(bySlack()).toEqual([])
})

test('Nothing waits at Slack for a complaint whose step is done', async () => {
  await say('new order=8812 received="2026-11-20 10:30"')
  const [card] = inChannel()
  if (!card) throw new Error('no card')
  await stage.slack.deliver.press({ user: seeded.lin, message: card, actionId: 'case:answered' })
  await stage.idle()
  expect(waiting()).toEqual([])
})

test('An answer of Slack’s that is lost makes no second copy, and leaves none behind', async () => {
  lost = ['chat.scheduleMessage', 'chat.deleteScheduledMessage']
  await say('new order=8812 received="2026-11-20 10:30"')
  await stage.goTo('2026-11-20 11:10')
  expect(lost).toEqual(['chat.deleteScheduledMessage'])
  expect(waiting()).toHaveLength(1)
  await stage.goTo('2026-11-23 09:40')
  expect(lost).toEqual([])
  expect(waiting()).toEqual([])
})
