import { afterEach, describe, expect, test } from 'vitest'
import { seeded } from '../../local-slack/seed.ts'
import { SECOND } from '../../src/rules/beijing.ts'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

const { lin: user, shopA: channel } = seeded
const asked = /^(users|conversations|views)\./

/** A Slack that takes so long for each answer about people and channels, on the stage's clock. */
const slowness = { ms: 0, waiting: 0 }
let stage: Stage
let release = () => {}

async function open(over: 'http' | 'socket') {
  const closed = new Promise<void>(resolve => (release = resolve))
  slowness.ms = 0
  slowness.waiting = 0
  stage = await openStage({
    at: '2026-11-20 11:00',
    over,
    faults(method) {
      if (slowness.ms === 0 || !asked.test(method)) return undefined
      slowness.waiting++
      const late = new Promise<void>(resolve => {
        if (slowness.ms !== Number.POSITIVE_INFINITY) stage.clock.after(slowness.ms, resolve)
      })
      return { until: Promise.race([late, closed]).finally(() => slowness.waiting--) }
    },
  })
}
afterEach(() => {
  release()
  return stage.close()
})

/** Lets the clock go on from timer to timer, whenever the app waits for Slack, until `work` is done and everything told. */
async function lived<T>(work: Promise<T>): Promise<T> {
  let done = false
  const end = work.finally(() => {
    done = true
  })
  for (let quiet = 0; !done || quiet < 20; ) {
    await new Promise(resolve => setImmediate(resolve))
    const { underWay } = await stage.app.health()
    quiet = slowness.waiting > 0 || (done && underWay === 0) ? quiet + 1 : 0
    if (quiet === 20 && slowness.waiting > 0 && (!done || underWay > 0)) {
      stage.clock.step()
      quiet = 0
    }
  }
  return end
}

const cards = () =>
  (stage.slack.workspace.messages.get(channel) ?? []).filter(message => message.threadTs === undefined)
const seconds = (since: number) => ((stage.acks.at(-1)?.at ?? Number.POSITIVE_INFINITY) - since) / SECOND
const historyOf = async () => {
  const [row] = await stage.engine.list('complaint:')
  return JSON.parse(row?.text ?? '{"history":[]}').history.map(
    ({ step }: { step: { type: string } }) => step.type,
  )
}
const told = (ephemerals: readonly { text: string }[]) =>
  wordsOf(ephemerals.at(-1) ?? { text: '' }).replaceAll('\n', ' ')

const record = 'new order=8812 received="2026-11-20 10:30"'
const complain = (text: string) => stage.slack.deliver.command({ user, channel, command: '/complaint', text })

describe.each(ways)('over %s, with Slack taking', over => {
  describe.each([0.2, 0.8, 1.5, 5, Number.POSITIVE_INFINITY])('%d s for each answer', slow => {
    const quick = slow < 2

    test('a new complaint is acknowledged in time, and told as recorded if it is', async () => {
      await open(over)
      slowness.ms = slow * SECOND
      const since = stage.clock.now()
      const { ephemerals, error } = await lived(complain(record))
      expect(error).toBeUndefined()
      expect(seconds(since)).toBeLessThanOrEqual(2.5)
      const recorded = (await historyOf()).length > 0
      expect(told(ephemerals).includes('已记录')).toBe(recorded)
      if (quick) expect(recorded).toBe(true)
    })

    test('a question is answered in time', async () => {
      await open(over)
      slowness.ms = slow * SECOND
      const since = stage.clock.now()
      const ask = { user, channel, command: '/harassment', text: '几天内举证' }
      const { ephemerals } = await lived(stage.slack.deliver.command(ask))
      expect(seconds(since)).toBeLessThanOrEqual(2.5)
      expect(told(ephemerals)).toContain('3 天内')
    })

    test('a press is acknowledged in time, and told as done if it is', async () => {
      await open(over)
      await complain(record)
      await stage.idle()
      const [card] = cards()
      if (!card) throw new Error('no card')
      await stage.pass(31 * 60 * SECOND)
      slowness.ms = slow * SECOND
      const since = stage.clock.now()
      const press = { user: seeded.chen, message: card, actionId: 'case:answered' }
      const { ephemerals } = await lived(stage.slack.deliver.press(press))
      expect(seconds(since)).toBeLessThanOrEqual(2.5)
      const done = (await historyOf()).includes('answered')
      expect(told(ephemerals).includes('已更新')).toBe(done)
      expect(ephemerals).toHaveLength(1)
      if (quick) expect(done).toBe(true)
    })

    test('a form is acknowledged in time, told as recorded if it is, and otherwise stays with what was typed', async () => {
      await open(over)
      await complain('new')
      await stage.pass(31 * 60 * SECOND)
      slowness.ms = slow * SECOND
      const since = stage.clock.now()
      const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30' }
      const sent = await lived(stage.slack.deliver.submit({ user, values }))
      expect(seconds(since)).toBeLessThanOrEqual(2.5)
      const recorded = (await historyOf()).length > 0
      expect(sent.outcome).toBe(recorded ? 'closed' : 'errors')
      if (quick) expect(recorded).toBe(true)
    })
  })
})
