import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beijing, openStage, type Stage } from '../stage/stage.ts'

let stage: Stage
let fault: (method: string, channel: unknown) => Fault | undefined
beforeEach(async () => {
  fault = () => undefined
  const faults = (method: string, args: Record<string, unknown>) => fault(method, args.channel)
  stage = await openStage({ at: '2026-11-20 11:00', limited: true, faults })
})
afterEach(() => stage.close())

async function record(order: string, channel: string = seeded.shopA) {
  const text = `new order=${order} received="2026-11-20 10:30"`
  await stage.slack.deliver.command({ user: seeded.lin, channel, command: '/complaint', text })
}
const keysIn = (channel: string) =>
  (stage.slack.workspace.messages.get(channel) ?? []).map(({ metadata }) =>
    String(metadata?.event_payload.key).replace(/^H-\w+:/, ''),
  )
const turnedAway = () => stage.slack.calls.filter(({ answer }) => answer === undefined)
const posts = () => stage.slack.calls.filter(({ method }) => method === 'chat.postMessage')

test('A dozen complaints at once and their reminders stay within what Slack takes, and none is lost or doubled', async () => {
  for (let n = 0; n < 12; n++) await record(`A-${n}`)
  await stage.goTo('2026-11-20 11:01')
  const first = keysIn(seeded.shopA)
  expect(first.filter(key => key === 'card:1')).toHaveLength(12)
  expect(first.filter(key => key === 'history:0-1')).toHaveLength(12)
  await stage.goTo('2026-11-21 10:31')
  const reminders = keysIn(seeded.shopA).filter(key => key.startsWith('evidence:48h'))
  expect(reminders).toHaveLength(12)
  expect(new Set(posts().map(({ args }) => JSON.stringify(args.metadata))).size).toBe(48)
  expect(turnedAway()).toEqual([])
})

test('Turned away, the app leaves that channel alone for as long as it was told, and no other channel waits', async () => {
  await record('A-1')
  await record('B-1', seeded.shopB)
  await stage.goTo('2026-11-21 10:29')
  const start = beijing('2026-11-21 10:30')
  let away = true
  fault = (method, channel) => {
    if (method !== 'chat.postMessage' || channel !== seeded.shopA || !away) return undefined
    away = false
    return { before: 429, retryAfter: 40 }
  }
  await stage.goTo('2026-11-21 10:32')
  const times = (channel: string) =>
    posts()
      .filter(call => call.at >= start && call.args.channel === channel)
      .map(call => Math.round((call.at - start) / 1000))
  expect(times(seeded.shopA)).toEqual([0, 40])
  expect(times(seeded.shopB)).toEqual([0])
  expect(keysIn(seeded.shopA).filter(key => key.startsWith('evidence:48h'))).toHaveLength(1)
})
