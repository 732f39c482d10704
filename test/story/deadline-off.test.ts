import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, emma, shopA } = seeded

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

async function say(text: string, user: string = lin) {
  const delivery = await stage.slack.deliver.command({ user, channel: shopA, command: '/complaint', text })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' }).replaceAll('\n', '')
}
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
const messages = () => stage.slack.workspace.messages.get(shopA) ?? []
const keys = () => messages().map(({ metadata }) => String(metadata?.event_payload.key))
const card = () => {
  const [first] = messages()
  if (!first) throw new Error('no card')
  return first
}

const onPage = '举证截止="2026-11-27 24:00"'
const record = async () => idIn(await say(`新增 订单=8812 收到="2026-11-20 10:30" 截止="2026-11-27 24:00"`))
async function recordUpheld() {
  const id = await record()
  await say(`decided ${id} upheld at="2026-11-20 10:45" points=12 due="2026-12-01 24:00"`)
  return id
}

test.each(['', '无', 'none', '""', '没有', 'off'])(
  'evidence-due=%s removes the page’s deadline: the calculated ones apply again',
  async nothing => {
    const id = await record()
    expect(wordsOf(card())).toContain('2026-11-27 24:00')
    const done = await say(`correct ${id} evidence-due=${nothing}`)
    expect(done).toContain('平台页面显示的举证截止时间 2026-11-27 24:00 → （空）')
    expect(wordsOf(card())).not.toContain('2026-11-27')
    await stage.goTo('2026-11-21 10:31')
    expect(keys().at(-1)).toContain('evidence:48h:2026-11-23T02:30')
  },
)

test('举证截止= and 申诉截止= remove it without a value or with 无, alone or among other corrections', async () => {
  const id = await recordUpheld()
  expect(await say(`更正 ${id} 举证截止= 买家=小王`)).toContain('→ （空）')
  expect(await say(`更正 ${id} 申诉截止=无`)).toContain(
    '平台页面显示的申诉截止时间 2026-12-01 24:00 → （空）',
  )
  const shown = await say(`查看 ${id}`)
  expect(shown).toContain('2026-12-05 10:45')
  expect(await say(`更正 ${id} 申诉截止=无`)).toContain('没有变化')
})

test('Clearing the day and time in a form removes a deadline', async () => {
  const id = await recordUpheld()
  const choose = () =>
    stage.slack.deliver.choose({ user: lin, message: card(), actionId: 'case:more', given: `correct ${id}` })
  await choose()
  const cleared = {
    'appeal-due': null,
    'appeal-due-time': null,
    'evidence-due': null,
    'evidence-due-time': null,
  }
  const sent = await stage.slack.deliver.submit({ user: lin, values: cleared })
  expect(sent.outcome).toBe('closed')
  await stage.idle()
  const shown = await say(`show ${id}`, emma)
  expect(shown).toContain('2026-12-05 10:45')
  expect(shown).toContain('deadline for the appeal on the platform’s page 2026-12-01 24:00 → (empty)')
  expect(shown).toContain('deadline for the answer on the platform’s page 2026-11-27 24:00 → (empty)')
})

test('A deadline with seconds, as pages show it, keeps them in a form that corrects something else, and can be cleared there', async () => {
  const id = idIn(await say('新增 订单=8812 收到="2026-11-20 10:30" 截止="2026-11-23 23:59:59"'))
  const correct = async (values: Record<string, string | null>) => {
    const given = `correct ${id}`
    await stage.slack.deliver.choose({ user: lin, message: card(), actionId: 'case:more', given })
    expect((await stage.slack.deliver.submit({ user: lin, values })).outcome).toBe('closed')
    await stage.idle()
  }
  await correct({ buyer: '小王' })
  await stage.goTo('2026-11-21 21:31')
  expect(keys().at(-1)).toContain('evidence:48h:2026-11-23T15:59:59')
  await correct({ 'evidence-due': null, 'evidence-due-time': null })
  expect(await say(`show ${id}`)).toContain('2026-11-23 23:59 → （空）')
})

test('A form with only the day cleared says how to remove the deadline', async () => {
  const id = await record()
  await stage.slack.deliver.choose({
    user: lin,
    message: card(),
    actionId: 'case:more',
    given: `correct ${id}`,
  })
  const sent = await stage.slack.deliver.submit({ user: lin, values: { 'evidence-due': null } })
  expect(sent).toMatchObject({ errors: { 'evidence-due': expect.stringContaining('无') } })
})

test('A deadline removed by mistake can be set again, which reopens a window that was missed without it', async () => {
  const id = await record()
  await stage.goTo('2026-11-24 09:00')
  expect(await say(`correct ${id} evidence-due=none`)).toContain('举证期已过')
  expect(await say(`correct ${id} ${onPage}`)).toContain('待举证答复')
})

test('Help and the refusal of an unreadable deadline say how to remove one, in both languages', async () => {
  const id = await record()
  expect(await say('帮助')).toContain('举证截止=无')
  expect(await say('help', emma)).toContain('evidence-due=none')
  expect(await say(`correct ${id} evidence-due=whenever`)).toContain('举证截止=无')
  expect(await say(`correct ${id} appeal-due=whenever`, emma)).toContain('appeal-due=none')
})

test('A required time cannot be removed', async () => {
  const id = await record()
  for (const nothing of ['', 'none', '无'])
    expect(await say(`correct ${id} received=${nothing}`)).toContain('还缺收到')
})
