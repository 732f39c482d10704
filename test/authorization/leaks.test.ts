import { seeded } from 'local-slack/seed.ts'
import type { Faults } from 'local-slack/server.ts'
import { afterEach, expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../src/time/beijing.ts'
import { type Kind, openCast, roles, rooms } from './cast.ts'
import type { Forger } from './forger.ts'
import { createRecords, type Records } from './records.ts'

let stage: Awaited<ReturnType<typeof openCast>>['stage']
let forger: Forger
let records: Records
afterEach(() => stage.close())

async function open(kind: Kind, faults?: Faults) {
  ;({ stage, forger } = await openCast(kind, faults))
  records = createRecords(stage)
}

const { member, 'not in the channel': stranger, 'former member': former } = roles
const lobby = rooms.lobby
const show = (user: string, id: string) => forger.type({ user, channel: lobby }, `show ${id}`)
const later = (ms: number) => stage.pass(ms)

/** Sends the form of a new complaint with metadata that claims it was opened in `channel`. */
const recordIn = (user: string, channel: string) =>
  forger.submit(
    { user, channel: lobby },
    {
      verb: 'new',
      values: {
        order: { value: { value: '1' } },
        received: { value: { selected_date: '2026-11-20' } },
        'received-time': { value: { selected_time: '10:30' } },
      },
      installed: seeded.team,
      metadata: responseUrl => JSON.stringify({ channel, responseUrl }),
    },
  )

test('A new member of a channel sees its complaints at once, a former one for five minutes at most', async () => {
  await open('private')
  const { id } = await records.add('pending')
  const members = stage.slack.workspace.channels.get(rooms.home)?.members
  expect((await show(former, id)).words).toContain('找不到')
  members?.add(former)
  expect((await show(former, id)).words).toContain('待举证答复')
  members?.delete(former)
  await later(5 * MINUTE - 1)
  expect((await show(former, id)).words).toContain('待举证答复')
  await later(1)
  expect((await show(former, id)).words).toContain('找不到')
})

test('A hidden complaint is answered like an unknown id, with the same calls to Slack', async () => {
  await open('private')
  const { id } = await records.add('pending')
  const unknown = 'H-0000'
  for (const each of [1, 2, 3, 4, 5]) {
    const [hidden, absent] = [await show(stranger, id), await show(stranger, unknown)]
    expect(hidden.whole.replaceAll(id, unknown), `time ${each}`).toBe(absent.whole)
    expect(hidden.asked.filter(method => method !== 'users.info')).toEqual(['conversations.members'])
    expect(absent.asked).toEqual(['conversations.members'])
    // A member's request in between makes no difference.
    await show(member, id)
  }
})

test('An id of another workspace is unknown in commands, buttons, forms and lists', async () => {
  await open('private')
  const { id } = await records.add('pending', { team: seeded.otherTeam, owner: member })
  const before = await records.fingerprint({ team: seeded.otherTeam, channel: rooms.home, id })
  const unknown = 'H-0000'
  const asks = [
    (asked: string) => forger.type({ user: member, channel: rooms.home }, `note ${asked} x`),
    (asked: string) => show(member, asked),
    (value: string) =>
      forger.press(
        { user: member, channel: rooms.home },
        { type: 'button', action_id: 'case:answered', value },
      ),
    (asked: string) =>
      forger.submit(
        { user: member, channel: rooms.home },
        {
          verb: 'discard',
          values: { why: { value: { value: 'x' } } },
          installed: seeded.team,
          metadata: responseUrl => JSON.stringify({ channel: rooms.home, responseUrl, id: asked }),
        },
      ),
  ]
  for (const ask of asks)
    expect((await ask(id)).whole.replaceAll(id, unknown)).toBe((await ask(unknown)).whole)
  expect((await forger.type({ user: member, channel: lobby }, 'list mine')).words).not.toContain(id)
  expect(await records.fingerprint({ team: seeded.otherTeam, channel: rooms.home, id })).toBe(before)
})

test.each(['x', '\ud83d', '__proto__', 'H-', 'x:C0HOME:y'])(
  'A press of a button whose value is %j is answered that it is no id',
  async value => {
    await open('private')
    for (const action_id of ['case:answered', 'case:note', 'case:new', 'case:x']) {
      const pressed = await forger.press(
        { user: member, channel: rooms.home },
        { type: 'button', action_id, value },
      )
      expect(pressed.words).toContain('不是投诉编号')
      expect(pressed.opened).toBeUndefined()
    }
  },
)

test('A forged form reveals no channels and records nothing where the person is not', async () => {
  await open('private')
  const { channels } = stage.slack.workspace
  const shopA = channels.get(seeded.shopA)
  if (!shopA) throw new Error('the seed has changed')
  channels.set('C0OPEN', { ...shopA, id: 'C0OPEN', name: 'open', members: new Set() })
  channels.set('C0CLOSED', { ...shopA, id: 'C0CLOSED', name: 'closed', archived: true, members: new Set() })
  const absent = await recordIn(stranger, 'C0NOWHERE')
  expect(absent.words).toContain('/invite')
  for (const channel of [rooms.home, seeded.secret, 'C0OPEN', 'C0CLOSED', seeded.elsewhere, '', '__proto__'])
    expect((await recordIn(stranger, channel)).whole, channel).toBe(absent.whole)
  expect(await records.count()).toBe(0)
  expect(channels.get('C0OPEN')?.members.has(seeded.bot)).toBe(false)
})

test.each([
  ['no JSON', () => 'channel'],
  ['nothing', () => ''],
  ['null', () => 'null'],
  ['of an older release', () => JSON.stringify({ channel: rooms.home })],
  ['of the wrong types', () => JSON.stringify({ channel: 1, responseUrl: [], id: {} })],
  [
    'with an invalid id',
    (url: string) => JSON.stringify({ channel: rooms.home, responseUrl: url, id: '__proto__' }),
  ],
  ['without an id', (url: string) => JSON.stringify({ channel: rooms.home, responseUrl: url })],
])('A form whose metadata is %s changes nothing and says so', async (_, metadata) => {
  await open('private')
  const ref = await records.add('pending')
  const before = await records.fingerprint(ref)
  const values = { why: { value: { value: ref.id } } }
  const sent = await forger.submit(
    { user: member, channel: rooms.home },
    { verb: 'discard', values, installed: seeded.team, metadata },
  )
  expect(sent.words).not.toBe('')
  expect(await records.fingerprint(ref)).toBe(before)
})

test('While Slack does not answer, strangers learn nothing and known members keep their access', async () => {
  let down = false
  await open('private', method => (down && method === 'conversations.members' ? { before: 500 } : undefined))
  const { id } = await records.add('pending')
  expect((await show(member, id)).words).toContain('待举证答复')
  down = true
  const unknown = 'H-0000'
  expect((await show(stranger, id)).whole.replaceAll(id, unknown)).toBe((await show(stranger, unknown)).whole)
  expect((await show(member, id)).words).toContain('待举证答复')
  await later(5 * MINUTE)
  expect((await show(member, id)).words).toContain('暂时无法向 Slack 核对')
})

test('A form from another workspace is refused even while Slack cannot identify its sender', async () => {
  await open('shared', method => (method === 'users.info' ? { before: 500 } : undefined))
  const ref = await records.add('pending')
  const before = await records.fingerprint(ref)
  const partner = { user: roles['from outside, in the channel'], channel: rooms.home }
  const sent = await forger.submit(partner, {
    verb: 'discard',
    values: { why: { value: { value: 'x' } } },
    installed: seeded.team,
    metadata: responseUrl => JSON.stringify({ channel: rooms.home, responseUrl, id: ref.id }),
  })
  expect(sent.words).toContain('只有安装本应用的工作区的成员')
  expect(await records.fingerprint(ref)).toBe(before)
})

test('Before the app knows its workspace, people of another one find and change nothing', async () => {
  await open('shared', method => (method === 'auth.test' ? { before: 500 } : undefined))
  const ref = await records.add('pending')
  const before = await records.fingerprint(ref)
  const foreigner = { user: roles['from outside, elsewhere'], channel: rooms.abroad }
  for (const text of [
    `show ${ref.id}`,
    `note ${ref.id} x`,
    'list all',
    'list mine',
    'new order=1 received="2026-11-20 10:30"',
  ])
    expect((await stage.timePasses(forger.type(foreigner, text))).words).not.toContain('待举证答复')
  await later(SECOND)
  expect(await records.fingerprint(ref)).toBe(before)
  expect(await records.count()).toBe(1)
})
