import { seeded } from 'local-slack/seed.ts'
import { afterEach, expect, test } from 'vitest'
import { startTryOut } from '../../try-out/wiring.ts'
import { wordsOf } from '../stage/stage.ts'

const channel = 'C0SAMPLE'
const startsAt = Date.UTC(2026, 10, 20, 4)
const hour = 3_600_000

let tryOut: Awaited<ReturnType<typeof startTryOut>>
afterEach(() => tryOut.close())
const open = async (at = startsAt) => (tryOut = await startTryOut({ port: 0, startsAt: at, sample: true }))

const standing = async () =>
  Object.fromEntries((await tryOut.records.complaints()).map(one => [one.order, one]))
const messages = (room = channel) => tryOut.slack.workspace.messages.get(room) ?? []
const clear = () => post('sample', {})
const post = (what: string, body: object) =>
  fetch(`${tryOut.origin}/page-api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const say = (text: string, room: string) =>
  tryOut.slack.deliver.command({ user: seeded.lin, channel: room, command: '/complaint', text })

test('The sample has a won complaint, one with the appeal open and one with a day left, with the app’s own reminders', async () => {
  await open()
  const { 3366104417: won, 3366118352: upheld, 3366127706: pending } = await standing()
  expect(won?.state).toMatchObject({ status: 'closed', outcome: 'overturned' })
  expect(upheld?.state).toMatchObject({ status: 'penalized', penalty: { blockDays: 7 } })
  expect(pending?.state.status).toBe('awaiting-evidence')
  expect(pending?.evidence).toEqual({ chat: 'collected', calls: 'collected' })
  for (const one of [won, upheld, pending]) {
    const reminders = Object.entries(one?.outbox.sent ?? {})
    expect(reminders.length).toBeGreaterThan(0)
    // Every reminder is in the thread of its card, at the exact time of its step.
    for (const [, ts] of reminders)
      expect(messages().find(message => message.ts === ts)?.threadTs).toBe(one?.outbox.card?.ts)
  }
  const [, first] =
    Object.entries(pending?.outbox.sent ?? {}).find(([key]) => key.startsWith('evidence:48h')) ?? []
  expect(Number(first) * 1000).toBeCloseTo((pending?.receivedAt ?? 0) + 24 * hour, -2)
  const said = messages().map(wordsOf).join('\n')
  expect(said).toContain('Two calls in all')
  expect(said).toContain('在旺旺上给他留了言')
})

test.each([
  ['at the turn of the year, with a provisional calendar', Date.UTC(2027, 0, 4, 16)],
  ['in the Spring Festival', Date.UTC(2026, 1, 18, 1, 30)],
])('The sample works %s', async (_, at) => {
  await open(at)
  const all = Object.values(await standing()).map(one => one.state.status)
  expect(all.toSorted()).toEqual(['awaiting-evidence', 'closed', 'penalized'])
})

test('Its clock shows the present, and no ephemeral message is left', async () => {
  await open()
  expect(tryOut.clock.now()).toBeGreaterThanOrEqual(startsAt)
  expect(tryOut.clock.now()).toBeLessThan(startsAt + hour)
  expect(tryOut.slack.workspace.ephemerals).toEqual([])
})

test('Clearing removes the records, messages, channel and later reminders', async () => {
  await open()
  await post('travel', { by: 3 * hour })
  expect((await clear()).status).toBe(200)
  expect(tryOut.slack.workspace.channels.has(channel)).toBe(false)
  const rows = await tryOut.records.engine.list('')
  // The time of the last tick and the app's identity are not part of the sample.
  expect(rows.filter(({ key }) => !['alarm:latest', 'identity'].includes(key))).toEqual([])
  expect(await tryOut.records.nextWake()).toBeUndefined()
  await post('travel', { by: 72 * hour })
  expect([...tryOut.slack.workspace.messages.values()].flat()).toEqual([])
})

test('Clearing also removes the direct message about a reminder that could not be posted', async () => {
  await open()
  await tryOut.slack.deliver.archive({ user: seeded.lin, channel })
  await post('travel', { by: 3 * hour })
  expect(messages(seeded.dm).length).toBeGreaterThan(0)
  await clear()
  expect(messages(seeded.dm)).toEqual([])
})

test('Clearing keeps a person’s own complaints, in other channels and in the sample’s', async () => {
  await open()
  await say('new order=1 received="2026-11-20 10:30"', seeded.shopA)
  await say('new order=2 received="2026-11-20 10:30"', channel)
  await post('travel', { by: hour })
  const own = messages().filter(message => wordsOf(message).includes('2026-11-23 10:30'))
  expect(own.length).toBeGreaterThan(0)
  await clear()
  expect(Object.keys(await standing())).toEqual(['1', '2'])
  expect(messages()).toEqual(expect.arrayContaining(own))
  expect(messages().map(wordsOf).join()).not.toContain('33661')
  await post('travel', { by: 24 * hour })
  const after = await standing()
  for (const order of ['1', '2']) expect(Object.keys(after[order]?.outbox.sent ?? {})).toHaveLength(2)
})
