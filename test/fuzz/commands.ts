import fc from 'fast-check'
import { verbs as verbNames } from '../../src/messages/verbs.ts'
import { choiceNames, keyNames } from '../../src/messages/vocabulary.ts'
import { escaped, hostile, idMark } from './hostile-text.ts'
import { channels, hidden, people } from './strict-slack.ts'

/** A name as people type it: in either language, in capitals, in full width, or with a typo. */
const named = (names: { zh: string; en: string; also: string[] }[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...names.flatMap(({ zh, en, also }) => [zh, en, en, ...also])),
      fc.constantFrom('as it is', 'as it is', 'as it is', 'capitals', 'wide', 'typo'),
    )
    .map(([name, how]) => {
      if (how === 'capitals') return name.toUpperCase()
      if (how === 'wide')
        return name.replace(/[!-~]/g, each => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
      return how === 'typo' ? `${name.slice(0, 1)}${name}` : name
    })

const listOf = <T>(table: Record<string, T>): T[] => Object.values(table)
const verbs = listOf(verbNames)
const keys = listOf(keyNames)
const choices = listOf(choiceNames)

const time = fc.oneof(
  fc.constantFrom('2026-11-20 10:30', '2026-11-20 11:00', '2026-11-19T09:00+08:00', '２０２６-11-20 10：30'),
  fc
    .integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 11, 30) })
    .map(at => new Date(at).toISOString()),
)
const mention = fc.constantFrom(...people.slice(0, 5)).map(id => `<@${id}|someone>`)

const quoted = (value: fc.Arbitrary<string>) =>
  fc
    .tuple(value, fc.constantFrom('"', '"', '“', '「', ''))
    .map(([text, open]) => `${open}${text}${open === '“' ? '”' : open === '「' ? '」' : open}`)

const value = fc.oneof(
  { weight: 3, arbitrary: quoted(hostile) },
  { weight: 3, arbitrary: quoted(time) },
  { weight: 1, arbitrary: mention },
  { weight: 1, arbitrary: fc.nat(2000).map(String) },
  { weight: 2, arbitrary: named(choices) },
)
const pair = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: named(keys) }, { weight: 1, arbitrary: hostile }),
    fc.constantFrom('=', '=', '＝', ' = '),
    value,
  )
  .map(parts => parts.join(''))

/** A verb with random words and pairs, some of which it takes. */
const anyVerb = fc
  .tuple(named(verbs), idMark, fc.array(fc.oneof(named(choices), pair, pair, value), { maxLength: 5 }))
  .map(([verb, id, rest]) => [verb, id, ...rest].join(' '))

/** A valid command, except for the free text in it. */
const validCommand = fc
  .record({
    id: idMark,
    words: quoted(hostile),
    short: quoted(hostile.map(text => text.slice(0, 60))),
    at: quoted(time),
    who: mention,
    n: fc.nat(60),
    kind: named(choices.slice(0, 7)),
    mark: named(choices.slice(7, 10)),
  })
  .chain(({ id, words, short, at, who, n, kind, mark }) =>
    fc.constantFrom(
      `new order=${short} buyer=${short} shop=${short} note=${words} received="2026-11-20 10:30"`,
      `新增 订单＝${n} 收到=“2026-11-20 10：30” 负责人=${who} 备注=${words}`,
      `new order=${n} filed=${at} received=${at} due=${at} traded=${at}`,
      `list ${['', 'open', 'all', 'mine', 'closed', 'overdue'][n % 6]}`,
      `show ${id}`,
      `evidence ${id} ${kind} ${mark}`,
      `evidence ${id} sent`,
      `withdrawn ${id}`,
      `decided ${id} upheld at=${at} points=${n} block=${n}`,
      `判定 ${id} 不成立`,
      `appealed ${id} at=${at}`,
      `appealed ${id} at=${at} confirm=yes`,
      `reviewed ${id} overturned`,
      `correct ${id} order=${short} buyer=${short} shop=${short} received=${at}`,
      `correct ${id} evidence-due=${at} penalized=${at} appealed=`,
      `assign ${id} ${who}`,
      `note ${id} ${words}`,
      `备注 ${id} ${words}`,
      `reopen ${id} ${short}`,
      `discard ${id} ${short}`,
      `settings lang=${n % 2 ? 'zh' : 'en'}`,
      'help',
      'new',
    ),
  )

/** The text of a command; `{{n}}` stands for the id of an existing complaint. */
export const commandText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: escaped(validCommand) },
  { weight: 4, arbitrary: escaped(anyVerb) },
  { weight: 2, arbitrary: escaped(fc.tuple(named(verbs), hostile).map(parts => parts.join(' '))) },
  { weight: 1, arbitrary: hostile },
)

const question = fc.oneof(
  hostile,
  fc
    .tuple(fc.constantFrom('几天内举证', '扣几分', 'how long do we have', '申诉', ''), hostile)
    .map(parts => parts.join(' ')),
)

/** A command and its place: a shop's channel, a channel without the app, or a direct message. */
export const command = fc.record({
  typed: fc.oneof(
    { weight: 6, arbitrary: commandText.map(text => ({ command: '/complaint', text })) },
    { weight: 1, arbitrary: question.map(text => ({ command: '/harassment', text })) },
  ),
  channel: fc.constantFrom(...channels, ...channels, hidden, 'D0DIRECT', 'G0GROUP'),
})
export type Command = typeof command extends fc.Arbitrary<infer Drawn> ? Drawn : never
