import { request } from 'node:http'
import { seeded } from 'local-slack/seed.ts'
import { signatureOf } from 'local-slack/transport.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SECOND } from '../../src/time/beijing.ts'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'
import { scratchPath } from '../store/scratch.ts'

const { lin: user, shopA: channel } = seeded
const record = 'new order=8812 received="2026-11-20 10:30"'

/** The next write's duration on the stage's clock, and whether it fails. */
const store = { ms: 0, broken: false }
let stage: Stage
beforeEach(() => Object.assign(store, { ms: 0, broken: false }))
afterEach(() => stage.close())

const open = (over: 'http' | 'socket' = 'http', databaseUrl?: string) =>
  openStage({
    at: '2026-11-20 11:00',
    over,
    ...(databaseUrl && { databaseUrl }),
    store: engine => ({
      ...engine,
      async swap(...swap) {
        const { ms, broken } = store
        Object.assign(store, { ms: 0, broken: false })
        if (ms > 0) await new Promise<void>(resolve => stage.clock.after(ms, resolve))
        if (broken) throw new Error('the disk is full')
        return engine.swap(...swap)
      },
    }),
  })

const turn = () => new Promise(resolve => setImmediate(resolve))

/** Lets some seconds pass while a request is under way. */
async function meanwhile(seconds: number) {
  const until = stage.clock.now() + seconds * SECOND
  while ((await stage.app.health()).underWay === 0) await turn()
  for (let quiet = 0; quiet < 20; quiet++) await turn()
  while (stage.clock.now() < until) {
    stage.clock.skipTo(stage.clock.earliest())
    for (let quiet = 0; quiet < 20; quiet++) await turn()
  }
}

const complain = (text: string, repeat = {}) =>
  stage.slack.deliver.command({ user, channel, command: '/complaint', text, ...repeat })
const told = ({ ephemerals }: { ephemerals: readonly { text: string }[] }) => ephemerals.map(wordsOf)
const kept = async () => (await stage.engine.list('complaint:')).length
const answers = () =>
  stage.acks.map(({ answer }) =>
    Buffer.isBuffer(answer) ? answer.toString() : (JSON.stringify(answer) ?? ''),
  )
/** The number of times that a response_url was used. */
const uses = () => [...stage.slack.workspace.responseUrls.values()].reduce((all, { uses }) => all + uses, 0)

describe.each(ways)('over %s', over => {
  test('a command is answered in its acknowledgement, to that person alone', async () => {
    stage = await open(over)
    const did = await complain(record)
    await stage.idle()
    expect(told(did)).toEqual([expect.stringContaining('已记录')])
    expect(answers()).toEqual([expect.stringContaining('"response_type":"ephemeral"')])
    expect(uses()).toBe(0)
  })

  test('what takes longer is acknowledged without text after two seconds, and its outcome follows', async () => {
    stage = await open(over)
    store.ms = 5 * SECOND
    const since = stage.clock.now()
    const did = complain(record)
    await meanwhile(6)
    await stage.idle()
    expect(stage.acks).toEqual([{ at: since + 2.25 * SECOND, answer: undefined }])
    expect(told(await did)).toEqual([expect.stringContaining('已记录')])
    expect(uses()).toBe(1)
  })

  test('a form that takes longer closes, and a message says what it recorded', async () => {
    stage = await open(over)
    await complain('new')
    store.ms = 5 * SECOND
    const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30' }
    const sent = stage.slack.deliver.submit({ user, values })
    await meanwhile(6)
    await stage.idle()
    expect((await sent).outcome).toBe('closed')
    const shown = stage.slack.workspace.ephemerals.filter(one => one.to === user).map(wordsOf)
    expect(shown).toEqual([expect.stringContaining('已记录')])
    expect(await kept()).toBe(1)
  })

  test('a form that is refused after it closed gives back what was typed', async () => {
    stage = await open(over)
    await complain('new')
    Object.assign(store, { ms: 5 * SECOND, broken: true })
    const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30', note: '说 "好"' }
    const sent = stage.slack.deliver.submit({ user, values })
    await meanwhile(6)
    expect((await sent).outcome).toBe('closed')
    const [shown] = stage.slack.workspace.ephemerals.filter(one => one.to === user).map(wordsOf)
    expect(shown).toContain('/complaint new order=8812')
    expect(shown).toContain(String.raw`note="说 \"好\""`)
    expect(await kept()).toBe(0)
  })

  test('a copy that comes during the first delivery waits for it and repeats its answer', async () => {
    stage = await open(over)
    store.ms = SECOND
    const did = complain(record, { times: 3, together: true })
    await meanwhile(2)
    await stage.idle()
    const bodies = (await did).answers.map(({ body }) => JSON.stringify(body))
    expect(bodies).toHaveLength(3)
    expect(new Set(bodies).size).toBe(1)
    expect(bodies[0]).toContain('已记录')
    expect(await kept()).toBe(1)
  })

  test('after a restart a copy is answered from the record: as done, not as a duplicate', async () => {
    const databaseUrl = `sqlite://${scratchPath('copies.sqlite')}`
    stage = await open(over, databaseUrl)
    const first = told(await complain(record))
    const id = /H-[0-9A-Z]{4,}/.exec(first[0] ?? '')?.[0] ?? ''
    const noted = await complain(`note ${id} "called"`)
    await stage.idle()
    const before = told(noted)
    await complain(`note ${id} "by somebody else"`)
    await stage.idle()
    await stage.close()
    stage = await open(over, databaseUrl)
    const { app } = stage
    const bodies: unknown[] = []
    await app.bolt.processEvent({
      body: noted.payload,
      ack: async (answer: unknown) => void bodies.push(answer),
    })
    expect(JSON.stringify(bodies)).toContain('called')
    expect(bodies).toHaveLength(1)
    const [again] = bodies
    expect(JSON.stringify(again)).toContain('已更新')
    expect(JSON.stringify(again)).not.toContain('by somebody else')
    expect(before[0]).toContain('已更新')
    const history = JSON.parse((await stage.engine.list('complaint:'))[0]?.text ?? '{}').history
    expect(history.filter(({ step }: { step: { type: string } }) => step.type === 'noted')).toHaveLength(2)
  })
})

test('a command whose connection closes before the answer is answered through its response_url', async () => {
  stage = await open()
  store.ms = SECOND
  // Delivered to an address without an app, only to get a payload with a response_url.
  const { origin } = stage.slack
  const url = stage.url
  stage.slack.connectHttp({ url: `${origin}/nowhere` })
  const did = await complain(record)
  const body = new URLSearchParams(
    Object.entries(did.payload).map(([key, value]) => [key, String(value)]),
  ).toString()
  const seconds = Math.floor(Date.now() / SECOND)
  const sending = request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signatureOf(seeded.signingSecret, seconds, body),
    },
  }).on('error', () => {})
  sending.end(body)
  while ((await stage.app.health()).underWay === 0) await turn()
  sending.destroy()
  await meanwhile(2)
  await stage.idle()
  expect(told(did)).toEqual([expect.stringContaining('已记录')])
  expect(uses()).toBe(1)
})

test('an answer that is too long for an envelope goes through the response_url', async () => {
  stage = await open('socket')
  const id = /H-[0-9A-Z]{4,}/.exec(told(await complain(record))[0] ?? '')?.[0] ?? ''
  for (let n = 0; n < 25; n++) await complain(`note ${id} "${n} ${'已联系买家'.repeat(50)}"`)
  await stage.idle()
  const before = uses()
  const did = await complain(`show ${id}`)
  await stage.idle()
  expect(did.answer.body).toBe('')
  expect(told(did)).toEqual([expect.stringContaining('已联系买家')])
  expect(uses()).toBe(before + 1)
})
