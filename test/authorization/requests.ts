import type { Fields } from 'local-slack/fields.ts'
import { seeded } from 'local-slack/seed.ts'
import { type Kind, type Role, roles, rooms } from './cast.ts'
import type { Answer, Forger, FormState } from './forger.ts'
import {
  type Outcome,
  outcomeFor,
  outcomeOfAsked,
  outcomeOfMine,
  outcomeOfMove,
  outcomeOfNew,
  outcomeOfSettings,
} from './policy.ts'
import type { Standing } from './records.ts'

export type Way = 'typed in the channel' | 'typed elsewhere' | 'typed in a direct message' | 'button' | 'form'

/** A request, the state that the complaint must be in, and the expected effect and outcomes. */
export type Request = {
  way: Way
  what: string
  standing: Standing
  /** The complaint's owner; by default the person who asks. */
  owner?: string
  effect: 'changes' | 'opens a form' | 'shows' | 'adds'
  policy: (role: Role, kind: Kind, way: Way) => Outcome
  ask: (forger: Forger, user: string, id: string) => Promise<Answer>
}

type Asked = Pick<Request, 'way' | 'what' | 'ask'> & Partial<Request>
const request = (asked: Asked): Request => ({
  standing: 'pending',
  effect: 'changes',
  policy: outcomeFor,
  ...asked,
})

const partner = roles['from outside, in the channel']
const foreigner = roles['from outside, elsewhere']

/** The channel in which a person types; people of another workspace type in their own. */
function placeOf(way: Way, user: string, { dmOf }: Forger): string {
  if (way === 'typed in the channel') return rooms.home
  if (user === partner || user === foreigner) return rooms.abroad
  return way === 'typed elsewhere' ? rooms.lobby : dmOf(user)
}

const typed = (way: Way, what: string, text: string, more: Partial<Request> = {}) =>
  request({
    way,
    what,
    ask: (forger, user, id) =>
      forger.type({ user, channel: placeOf(way, user, forger) }, text.replace('ID', id)),
    ...more,
  })

/** A complaint's owner may move it where others may not. */
const moving = { owner: roles.owner, policy: outcomeOfMove } satisfies Partial<Request>

type Verb = [what: string, text: string, more?: Partial<Request>]
const verbs: Verb[] = [
  ['show', 'show ID', { effect: 'shows' }],
  ['note', 'note ID "called"'],
  ['evidence, a kind', 'evidence ID chat collected'],
  ['evidence, handed in', 'evidence ID sent'],
  ['withdrawn', 'withdrawn ID'],
  ['decided, upheld', 'decided ID upheld at="2026-11-20 11:00"'],
  ['decided, dismissed', 'decided ID dismissed'],
  [
    'appealed, not confirmed',
    'appealed ID at="2026-11-20 11:30"',
    { standing: 'penalized', effect: 'shows' },
  ],
  ['appealed', 'appealed ID at="2026-11-20 11:30" confirm=yes', { standing: 'penalized' }],
  ['reviewed', 'reviewed ID overturned', { standing: 'under review' }],
  ['correct', 'correct ID buyer=wang'],
  ['ack', 'ack ID', { standing: 'reminded of' }],
  ['snooze', 'snooze ID until="2026-11-20 14:00"', { standing: 'reminded of' }],
  ['assign', `assign ID <@${roles.member}|member>`],
  ['move', `move ID <#${rooms.lobby}|lobby>`, moving],
  ['reopen', 'reopen ID "still open"', { standing: 'discarded' }],
  ['discard', 'discard ID "twice"'],
]

/** The team of a press: in a shared channel the workspace that has the app, elsewhere the person's own. */
const teamOf = (user: string) => (user === foreigner ? seeded.otherTeam : seeded.team)

const button = (what: string, action: (id: string) => Fields, more: Partial<Request> = {}) =>
  request({
    way: 'button',
    what,
    effect: 'opens a form',
    ask: (forger, user, id) => forger.press({ user, channel: rooms.home }, action(id), teamOf(user)),
    ...more,
  })

const pressed = (press: string, more: Partial<Request> = {}) =>
  button(press, value => ({ type: 'button', action_id: `case:${press}`, value }), more)

const option = (value: string) => ({ text: { type: 'plain_text', text: 'x' }, value })

const chosen = (press: string, more: Partial<Request> = {}) =>
  button(
    `menu: ${press}`,
    id => ({
      type: 'overflow',
      action_id: 'case:more',
      selected_option: option(`${press} ${id}`),
    }),
    more,
  )

const text = (value: string) => ({ value: { type: 'plain_text_input', value } })
const choice = (value: string) => ({ value: { type: 'radio_buttons', selected_option: { value } } })
const tick = { value: { type: 'checkboxes', selected_options: [{ value: 'yes' }] } }
const day = { value: { type: 'datepicker', selected_date: '2026-11-20' } }
const time = (selected_time: string) => ({ value: { type: 'timepicker', selected_time } })
const person = (selected_user: string) => ({ value: { type: 'users_select', selected_user } })
const conversation = (selected_conversation: string) => ({
  value: { type: 'conversations_select', selected_conversation },
})

/** A form whose metadata names a complaint and a channel, as a forger would write it. */
const form = (
  verb: string,
  values: FormState,
  { callback, ...more }: Partial<Request> & { callback?: string } = {},
) =>
  request({
    way: 'form',
    what: verb,
    ask: (forger, user, id) =>
      forger.submit(
        { user, channel: rooms.home },
        {
          verb,
          ...(callback && { callback }),
          values,
          installed: teamOf(user),
          metadata: responseUrl =>
            JSON.stringify({ channel: rooms.home, responseUrl, ...(verb !== 'settings' && { id }) }),
        },
      ),
    ...more,
  })

let orders = 0
const newForm = request({
  way: 'form',
  what: 'new',
  effect: 'adds',
  policy: outcomeOfNew,
  ask: (forger, user) =>
    forger.submit(
      { user, channel: rooms.home },
      {
        verb: 'new',
        values: { order: text(`form ${orders++}`), received: day, 'received-time': time('10:30') },
        installed: teamOf(user),
        metadata: responseUrl => JSON.stringify({ channel: rooms.home, responseUrl }),
      },
    ),
})
const newTyped = request({
  way: 'typed in the channel',
  what: 'new',
  effect: 'adds',
  policy: outcomeOfNew,
  ask: (forger, user) =>
    forger.type({ user, channel: rooms.home }, `new order=typed-${orders++} received="2026-11-20 10:30"`),
})

/** All requests about a channel's complaints. */
export const requests: Request[] = [
  newTyped,
  newForm,
  typed('typed in the channel', 'list', 'list all', { effect: 'shows' }),
  typed('typed elsewhere', 'list mine', 'list mine', { effect: 'shows', policy: outcomeOfMine }),
  typed('typed in a direct message', 'list mine', 'list mine', { effect: 'shows', policy: outcomeOfMine }),
  typed('typed in the channel', 'settings', 'settings lang=zh', { effect: 'shows' }),
  ...(['typed in the channel', 'typed elsewhere', 'typed in a direct message'] as const).flatMap(way =>
    verbs.map(([what, words, more]) => typed(way, what, words, more)),
  ),
  pressed('answered', { effect: 'changes' }),
  pressed('settings', {
    policy: outcomeOfSettings,
    ask: (forger, user) =>
      forger.press(
        { user, channel: rooms.home },
        { type: 'button', action_id: 'case:settings' },
        teamOf(user),
      ),
  }),
  pressed('ack', { standing: 'reminded of', effect: 'changes' }),
  button(
    'snooze',
    id => ({
      type: 'static_select',
      action_id: 'case:snooze',
      selected_option: option(`snooze ${id} 2026-11-20T06:00:00.000Z`),
    }),
    { standing: 'reminded of', effect: 'changes' },
  ),
  ...['evidence', 'decided', 'withdrawn'].map(press => pressed(press)),
  pressed('appealed', { standing: 'penalized' }),
  pressed('reviewed', { standing: 'under review' }),
  pressed('reopen', { standing: 'discarded' }),
  ...['correct', 'assign', 'note', 'discard'].map(press => chosen(press)),
  pressed('move', moving),
  chosen('move', moving),
  button('ask', value => ({ type: 'button', action_id: 'ask', value })),
  form('settings', { lang: choice('zh') }, { effect: 'shows', policy: outcomeOfSettings }),
  form('evidence', { kind: choice('chat'), mark: choice('collected') }),
  form('decided', { outcome: choice('upheld'), at: day, 'at-time': time('11:00'), points: text('12') }),
  form('withdrawn', { at: day, 'at-time': time('11:30') }),
  form('appealed', { at: day, 'at-time': time('11:30'), confirm: tick }, { standing: 'penalized' }),
  form('reviewed', { outcome: choice('maintained') }, { standing: 'under review' }),
  form('correct', { buyer: text('wang') }),
  form('assign', { owner: person(roles.member) }),
  form('note', { text: text('called') }),
  form('move', { channel: conversation(rooms.lobby) }, moving),
  form(
    'ask',
    { question: text('几天内举证') },
    { callback: 'rule:ask', effect: 'shows', policy: outcomeOfAsked },
  ),
  form('reopen', { why: text('still open') }, { standing: 'discarded' }),
  form('discard', { why: text('twice') }),
]
