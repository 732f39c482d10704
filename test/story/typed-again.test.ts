import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, chen, emma, bot, shopA, shopB, noApp, secret, dm } = seeded

let stage: Stage
let fault: (method: string) => Fault | undefined
beforeEach(async () => {
  fault = () => undefined
  stage = await openStage({ at: '2026-11-20 11:00', faults: method => fault(method) })
})
afterEach(() => stage.close())

type Where = { user?: string; channel?: string; command?: string }

async function type(text: string, { user = lin, channel = shopA, command = '/complaint' }: Where = {}) {
  const delivery = await stage.slack.deliver.command({ user, channel, command, text })
  expect(delivery.error).toBeUndefined()
  await stage.idle()
  return delivery.ephemerals.at(-1) ?? { text: '' }
}
type Answer = Awaited<ReturnType<typeof type>>
const say = async (text: string, where?: Where) => wordsOf(await type(text, where))
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''

/** The command that an answer gives back to be copied. */
function givenBack(answer: Answer): string | undefined {
  const [, literal] =
    /"rich_text_preformatted","elements":\[\{"type":"text","text":("(?:[^"\\]|\\.)*")/.exec(
      JSON.stringify(answer),
    ) ?? []
  return literal === undefined ? undefined : String(JSON.parse(literal))
}

test('Whatever is refused of a typed command, the command is given back as it was typed', async () => {
  const id = idIn(await say('new order=8812 received="2026-11-20 10:30"'))
  const closed = idIn(await say('new order=8813 received="2026-11-20 10:30"'))
  await say(`discard ${closed} "twice"`)
  const refused: [string, Where?][] = [
    ['nwe order=1'],
    ['new order=1 recieved="2026-11-20 10:30"'],
    ['new order=1 order=2 received="2026-11-20 10:30"'],
    ['new buyer=王 received="2026-11-20 10:30"'],
    ['new order=1'],
    ['new order=1 received="2026-11-31 10:30" note="很长的备注"'],
    ['new order=1 received="2026-11-25 10:30"'],
    [`new order=1 received="2026-11-20 10:30" owner=<@${bot}>`],
    ['new order=1 received="2026-11-20 10:30" owner=@nobody'],
    ['new order=1 received="2026-11-20 10:30"', { channel: dm }],
    ['new order=1 received="2026-11-20 10:30"', { channel: secret }],
    ['list nothing'],
    ['show'],
    ['show H-ZZZZ'],
    ['evidence H-ZZZZ sent'],
    [`evidence ${id} chat`],
    [`withdrawn ${closed}`],
    [`decided ${id} upheld points=many at="2026-11-20 10:45"`],
    [`appealed ${id} at="2026-11-20 10:45"`],
    [`reviewed ${id} overturned`],
    [`correct ${id} received="2026-11-20 10:30"`],
    [`correct ${id} order=8812 filed=`],
    [`ack ${closed}`],
    [`snooze ${id} whenever`],
    [`assign ${id} <@${bot}>`, { user: chen }],
    [`note ${id}`],
    [`move ${id} channel=<#${shopB}|shop-b>`, { user: chen }],
    [`reopen ${id} "why"`],
    [`discard ${closed} "again"`],
    ['settings quiet=never'],
    [`settings backup=<@${bot}>`],
  ]
  for (const [text, where] of refused)
    expect({ text, back: givenBack(await type(text, where)) }).toEqual({ text, back: `/complaint ${text}` })
})

test('In either language it says what to do with it', async () => {
  expect(await say('show H-ZZZZ')).toContain('您刚才输入的，改好可以再发')
  expect(await say('show H-ZZZZ', { user: emma })).toContain('What you typed, to change and send again')
})

test('What Slack escaped on the way is given back as the person typed it, so that sending it again means the same', async () => {
  const typed = 'note H-ZZZZ "A & B <urgent> &amp;"'
  const back = givenBack(await type(typed))
  expect(back).toBe(`/complaint ${typed}`)
  expect(givenBack(await type((back ?? '').replace('/complaint ', '')))).toBe(back)
})

test('Of an order that has an open complaint already nothing of what was typed is lost either', async () => {
  const text = 'new order=8812 received="2026-11-20 10:30"'
  await say(text)
  const more = `${text} note="buyer called twice"`
  const answer = await type(more)
  expect(wordsOf(answer)).toContain('没有再记一次')
  expect(givenBack(answer)).toBe(`/complaint ${more}`)
})

test('A question that is refused is given back too', async () => {
  const answered = await type('扣几分', { user: chen, command: '/harassment' })
  expect(givenBack(answered)).toBeUndefined()
  const misses = await type('misses', { user: chen, command: '/harassment' })
  expect(givenBack(misses)).toBe('/harassment misses')
})

test('What fails inside the app is given back as well', async () => {
  fault = method => (method === 'users.conversations' ? { before: 503 } : undefined)
  expect(givenBack(await type('list mine'))).toBe('/complaint list mine')
  expect(givenBack(await type('new order=1 received="2026-11-20 10:30"', { channel: noApp }))).toBeUndefined()
})

test('A press has nothing typed to give back', async () => {
  await say('new order=8812 received="2026-11-20 10:30"')
  const [card] = stage.slack.workspace.messages.get(shopA) ?? []
  if (!card) throw new Error('no card')
  const press = () => stage.slack.deliver.press({ user: lin, message: card, actionId: 'case:answered' })
  await press()
  const pressed = await press()
  await stage.idle()
  expect(givenBack(pressed.ephemerals.at(-1) ?? { text: '' })).toBeUndefined()
})
