import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { signatureOf } from 'local-slack/transport.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelMessages, openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'
import { scratchPath } from '../store/scratch.ts'

const { lin, chen, dm, shopA } = seeded
const down: Fault = { before: 503 }

let stage: Stage
let fault: (method: string) => Fault | undefined
beforeEach(() => {
  fault = () => undefined
})
afterEach(() => stage.close())

const open = (over: (typeof ways)[number], databaseUrl?: string, timeoutMs?: number) =>
  openStage({
    at: '2026-11-20 11:00',
    over,
    faults: method => fault(method),
    ...(databaseUrl && { databaseUrl }),
    ...(timeoutMs && { timeoutMs }),
  })
const slackState = async () => (await stage.app.health()).slack
const deliver = (text: string, user: string = lin) =>
  stage.slack.deliver.command({ user, channel: shopA, command: '/complaint', text })
const recorded = async () => (await stage.engine.list('complaint:')).length

/** Delivers a command, and lets the time pass for which it may wait for Slack. */
const say = (text: string) => stage.timePasses(deliver(text))

/** A signed command of any workspace, as it would come over HTTP. */
async function commandOf(team: string) {
  const text = encodeURIComponent('new order=8812 received="2026-11-20 10:30"')
  const body = `command=%2Fcomplaint&text=${text}&team_id=${team}&user_id=${lin}&channel_id=${shopA}&response_url=&trigger_id=1`
  const seconds = Math.floor(Date.now() / 1000)
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': signatureOf(seeded.signingSecret, seconds, body),
  }
  const response = await fetch(stage.url, { method: 'POST', body, headers })
  await stage.idle()
  return response.status
}

test('Another workspace is never served, not even after a restart while Slack is down', async () => {
  const databaseUrl = `sqlite://${scratchPath()}`
  for (const isDown of [false, true]) {
    fault = method => (isDown && method === 'auth.test' ? down : undefined)
    stage = await open('http', databaseUrl)
    await stage.idle()
    expect(await commandOf(seeded.otherTeam)).toBe(200)
    expect(await recorded()).toBe(0)
    if (!isDown) await stage.close()
  }
  expect(await commandOf(seeded.team)).toBe(200)
  expect(await recorded()).toBe(1)
})

describe.each(ways)('over %s', over => {
  describe('A token that Slack stops accepting', () => {
    test.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
      'is noticed at the first %s of any call, and forgotten after the next good auth.test',
      async error => {
        stage = await open(over)
        await stage.idle()
        expect(await slackState()).toBe('ok')
        fault = method => (method === 'chat.postMessage' ? { before: { error } } : undefined)
        await deliver('new order=1 received="2026-11-20 10:30"')
        await stage.idle()
        expect(await slackState()).toBe(error)
        fault = () => undefined
        await stage.pass(61_000)
        expect(await slackState()).toBe('ok')
      },
    )

    test('is noticed where a question to Slack fails, too', async () => {
      stage = await open(over)
      await stage.idle()
      fault = method => (method === 'users.info' ? { before: { error: 'token_revoked' } } : undefined)
      await deliver('list', chen)
      await stage.idle()
      expect(await slackState()).toBe('token_revoked')
    })
  })

  test('Scopes that Slack does not name are unknown, not missing', async () => {
    fault = method => (method === 'auth.test' ? { withoutScopes: true } : undefined)
    stage = await open(over)
    await stage.idle()
    const { ephemerals } = await deliver('help')
    await stage.idle()
    expect(wordsOf(ephemerals.at(-1) ?? { text: '' })).not.toContain('没有读取频道记录的权限')
  })

  describe('While Slack is down', () => {
    beforeEach(() => {
      fault = method => (method === 'auth.test' ? down : undefined)
    })

    test('a first start takes nothing in, says so, gives back what was typed, and takes it in later', async () => {
      stage = await open(over)
      const { ephemerals, error } = await say('new order=8812 received="2026-11-20 10:30"')
      expect(error).toBeUndefined()
      const words = wordsOf(ephemerals.at(-1) ?? { text: '' })
      expect(words).toContain('还没有连上 Slack')
      expect(words).toContain('has not reached Slack yet')
      expect(words).toContain('/complaint new order=8812 received="2026-11-20 10:30"')
      expect(await recorded()).toBe(0)
      fault = () => undefined
      await stage.pass(5_000)
      await say('new order=8812 received="2026-11-20 10:30"')
      expect(await recorded()).toBe(1)
    })

    test('a restart serves the workspace that it served before, at once', async () => {
      const databaseUrl = `sqlite://${scratchPath()}`
      fault = () => undefined
      stage = await open(over, databaseUrl)
      await stage.idle()
      await stage.close()
      fault = method => (method === 'auth.test' ? down : undefined)
      stage = await open(over, databaseUrl)
      await deliver('new order=8812 received="2026-11-20 10:30"')
      await stage.idle()
      expect(await recorded()).toBe(1)
      expect(channelMessages(stage.slack, shopA)).not.toHaveLength(0)
    })
  })

  test('A question in a direct message that comes before Slack has answered is answered when Slack sends it again', async () => {
    let tries = 0
    fault = method => (method === 'auth.test' && tries++ === 0 ? down : undefined)
    // An event that nobody acknowledges is sent again after that.
    stage = await open(over, undefined, 1_000)
    const saying = stage.slack.deliver.say({ user: lin, channel: dm, text: '申诉可以提交几次' })
    await stage.timePasses(saying)
    await stage.idle()
    expect(channelMessages(stage.slack, dm).filter(({ user }) => user === seeded.bot)).toHaveLength(1)
  })
})
