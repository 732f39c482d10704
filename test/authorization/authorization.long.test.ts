import { describe, expect, test } from 'vitest'
import { cardContent } from '../../src/messages/cards/card.ts'
import { isModalVerb } from '../../src/messages/forms/modals.ts'
import { verbs } from '../../src/messages/verbs.ts'
import { interactiveIn, nodesIn } from '../fuzz/active-markup.ts'
import { calendar, storiesOf } from '../messages/samples.ts'
import { type Kind, kinds, openCast, type Role, roles, rooms } from './cast.ts'
import { observed } from './observed.ts'
import { createRecords } from './records.ts'
import { type Request, requests, type Way } from './requests.ts'
import { type Row, tableOf } from './table.ts'

const unknown = 'H-0000'
const SECOND = 1_000
/** The app learns the language of people of another workspace only where a channel is shared with them. */
const langOf = (role: Role, kind: Kind) =>
  role === 'the app itself' || (role === 'from outside, in the channel' && kinds[kind].shared) ? 'en' : 'zh'

/** The kinds of channel in which every request is made; in the others only the samples are. */
const fullKinds: Kind[] = ['private', 'shared']
const samples = [
  'new',
  'list',
  'list mine',
  'show',
  'note',
  'answered',
  'ack',
  'menu: note',
  'move',
  'ask',
  'discard',
]
const isAsked = (kind: Kind, { what }: Request) => fullKinds.includes(kind) || samples.includes(what)

const tables = new Map<Kind, Row[]>()

describe.each(keysOf(kinds))('Requests about a complaint in a channel (%s)', kind => {
  test('do and reveal exactly what each person is allowed', { timeout: 120_000 }, async () => {
    const { stage, forger } = await openCast(kind)
    const records = createRecords(stage)
    await records.backUp(roles['backup person'])
    await expectUnsent(kind, stage)

    /** Makes one person's request about a new complaint, and the same about an id that does not exist. */
    async function outcomeOf(request: Request, role: Role) {
      const user = roles[role]
      const ref = await records.add(request.standing, { owner: request.owner ?? user })
      const [before, count] = [await records.fingerprint(ref), await records.count()]
      const answer = await request.ask(forger, user, ref.id)
      const changed = (await records.fingerprint(ref)) !== before
      const added = (await records.count()) - count
      const outcome = observed(request, { answer, id: ref.id, lang: langOf(role, kind), changed, added })
      if (outcome === 'not found' || outcome === 'rules alone') {
        const other = await request.ask(forger, user, unknown)
        expect(other.whole.replaceAll(unknown, ref.id)).toBe(answer.whole)
        expect(other.asked).toEqual(answer.asked)
      }
      return outcome
    }

    const rows: Row[] = []
    for (const request of requests.filter(each => isAsked(kind, each))) {
      const { way, what, policy } = request
      const outcomes: Row['outcomes'] = []
      for (const role of keysOf(roles)) {
        const expected = policy(role, kind, way)
        const outcome = expected === 'never sent' ? expected : await outcomeOf(request, role)
        expect({ way, what, role, outcome }).toEqual({ way, what, role, outcome: expected })
        outcomes.push(outcome)
      }
      rows.push({ way, what, outcomes })
      await records.clear()
      // Stays below the rate limit.
      await stage.pass(5 * SECOND)
    }
    tables.set(kind, rows)
    await stage.close()
  })
})

test('Every verb, button and form has a row', () => {
  const asked = (each: Way) => requests.filter(({ way }) => way === each).map(({ what }) => what)
  const typed = asked('typed in the channel').map(what => what.split(',')[0])
  expect([...new Set(typed)].sort()).toEqual(
    keysOf(verbs)
      .filter(verb => verb !== 'help')
      .sort(),
  )
  expect(asked('form').sort()).toEqual([...keysOf(verbs).filter(isModalVerb), 'ask'].sort())
  // Reminders, Home tabs and direct messages have these in addition to the buttons of cards.
  const shown = [...shownActions(), 'snooze', 'ack', 'settings', 'move']
  expect([...new Set(asked('button'))].sort()).toEqual([...new Set(shown)].sort())
})

test('docs/authorization.md shows the resulting tables', async () => {
  expect([...tables.keys()]).toEqual(keysOf(kinds))
  await expect(tableOf(tables)).toMatchFileSnapshot('../../docs/authorization.md')
})

/** The actions of the buttons and menus of cards. */
function shownActions(): string[] {
  const cards = Object.values(storiesOf()).map(complaint => cardContent(complaint, calendar, 'en'))
  return interactiveIn(cards).flatMap(({ action_id, options }) => {
    const chosen = nodesIn(options).map(({ value }) => `menu: ${String(value).split(' ')[0]}`)
    return chosen.length > 0 ? chosen : [String(action_id).replace('case:', '')]
  })
}

/** Checks that the local workspace, like Slack's client, cannot send what is listed as never sent. */
async function expectUnsent(kind: Kind, { slack }: Awaited<ReturnType<typeof openCast>>['stage']) {
  const [show] = requests.filter(({ way, what }) => way === 'typed in the channel' && what === 'show')
  for (const role of keysOf(roles))
    if (show?.policy(role, kind, show.way) === 'never sent') {
      const typed = { user: roles[role], channel: rooms.home, command: '/complaint', text: 'help' }
      await expect(slack.deliver.command(typed)).rejects.toThrow()
    }
}

function keysOf<K extends string>(table: Record<K, unknown>): K[] {
  const keys: K[] = []
  for (const key in table) keys.push(key)
  return keys
}
