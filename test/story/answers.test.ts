import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage } from '../stage/stage.ts'

const { lin, dm, shopA } = seeded

let stage: Stage
let fault: (method: string, args: Record<string, unknown>) => Fault | undefined
beforeEach(async () => {
  fault = () => undefined
  const faults = (method: string, args: Record<string, unknown>) => fault(method, args)
  stage = await openStage({ at: '2026-11-20 11:00', limited: true, faults })
})
afterEach(() => stage.close())

const answersIn = (channel: string) =>
  (stage.slack.workspace.messages.get(channel) ?? []).filter(({ user }) => user === seeded.bot)
const ephemerals = () => stage.slack.workspace.ephemerals.filter(({ to }) => to === lin)
const turnedAway = () => stage.slack.calls.filter(({ status }) => status === 429).map(({ at }) => at)

async function ask(text: string, channel: string = dm) {
  await stage.slack.deliver.say({ user: lin, channel, text })
  await stage.idle()
}

/** Lets time pass second by second, so that every timer rings at its time. */
async function watch(seconds: number) {
  for (let second = 0; second < seconds; second++) await stage.pass(1_000)
}

/** Turns the next `times` calls of a method away, for so many seconds each. */
function refuse(method: string, times: number, how: Fault) {
  let left = times
  fault = asked => (asked === method && left-- > 0 ? how : undefined)
}

test('Six questions at once in a direct message get six answers', async () => {
  await Promise.all(Array.from({ length: 6 }, (_, n) => ask(`申诉可以提交几次 ${n}`)))
  await watch(60)
  expect(answersIn(dm)).toHaveLength(6)
})

test('Twelve are more than Slack takes at once: it is left alone for as long as it says, and every answer comes', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, n) => ask(`申诉可以提交几次 ${n}`)))
  await watch(120)
  expect(answersIn(dm)).toHaveLength(12)
  expect(turnedAway().length).toBeGreaterThan(0)
  expect(turnedAway().length).toBeLessThan(12)
})

test('A direct message is answered after the pause that Slack asks for, and not before', async () => {
  refuse('chat.postMessage', 1, { before: 429, retryAfter: 40 })
  await ask('申诉可以提交几次')
  await watch(39)
  expect(answersIn(dm)).toHaveLength(0)
  await watch(60)
  expect(answersIn(dm)).toHaveLength(1)
})

test('Answers that came late keep the order of their questions', async () => {
  refuse('chat.postMessage', 1, { before: 429, retryAfter: 40 })
  await ask('申诉可以提交几次')
  await ask('受到恶意骚扰 会扣几分')
  await watch(60)
  expect(answersIn(dm).map(({ blocks }) => blocks?.[0]?.block_id)).toEqual([
    'rule:appeal-once',
    'rule:penalty',
  ])
})

test('An answer that Slack lost on an error of its own is sent again', async () => {
  refuse('chat.postMessage', 2, { before: 503 })
  await ask('申诉可以提交几次')
  await watch(60)
  expect(answersIn(dm)).toHaveLength(1)
})

test('An answer that stands there although Slack’s word of it was lost is not sent twice', async () => {
  refuse('chat.postMessage', 1, { after: 'drop' })
  await ask('申诉可以提交几次')
  await watch(60)
  expect(answersIn(dm)).toHaveLength(1)
})

test('A mention that Slack has no room for just now is answered later', async () => {
  refuse('chat.postEphemeral', 1, { before: 429, retryAfter: 20 })
  await ask('@Shensu 申诉管家 申诉可以提交几次', shopA)
  expect(ephemerals()).toHaveLength(0)
  await watch(60)
  expect(ephemerals().map(({ blocks }) => blocks?.[0]?.block_id)).toEqual(['rule:appeal-once'])
})

test('An answer is given up after ten minutes: nobody waits for it any more', async () => {
  refuse('chat.postMessage', 1_000, { before: 503 })
  await ask('申诉可以提交几次')
  await watch(11 * 60)
  const tried = stage.slack.calls.filter(({ method }) => method === 'chat.postMessage').length
  expect(tried).toBeGreaterThan(10)
  await watch(60)
  expect(stage.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(tried)
  expect(answersIn(dm)).toHaveLength(0)
})
