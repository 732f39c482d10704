import { seeded } from 'local-slack/seed.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { openSlowStage, type SlowStage } from '../stage/slow-stage.ts'
import { wordsOf } from '../stage/stage.ts'

const { lin: user, chen, shopA, shopB, privateShop } = seeded

let slow: SlowStage
afterEach(() => slow.close())

const command = (text: string, channel: string) =>
  slow.stage.slack.deliver.command({ user, channel, command: '/complaint', text })
const told = (ephemerals: readonly { text: string }[]) => ephemerals.map(wordsOf)
const ephemeral = () => slow.stage.slack.workspace.ephemerals.filter(({ to }) => to === user)

/** A complaint in shop A after `steps`. */
async function complaint(steps: string[]) {
  const did = await command('new order=8812 received="2026-11-20 10:30"', shopA)
  const id = /H-[0-9A-Z]{4,}/.exec(told(did.ephemerals).join())?.[0] ?? ''
  for (const step of steps) await command(step.replace('ID', id), shopA)
  await slow.stage.idle()
  return id
}

async function press(actionId: string, value?: string) {
  const message = slow.stage.slack.workspace.messages.get(shopA)?.find(({ threadTs }) => !threadTs)
  if (!message) throw new Error('no card')
  const { deliver } = slow.stage.slack
  return value
    ? deliver.choose({ user, message, actionId, given: value })
    : deliver.press({ user, message, actionId })
}

const upheld = 'decided ID upheld at="2026-11-20 10:45" points=12'
/** Commands to type in another channel, the steps to take before, and the expected answer. */
const typed: [string, string[], RegExp][] = [
  ['show ID', [], /8812/],
  ['evidence ID chat collected', [], /已更新/],
  ['evidence ID sent', [], /已更新/],
  ['withdrawn ID', [], /已更新/],
  ['decided ID upheld at="2026-11-20 10:45" points=12', [], /已更新/],
  ['reviewed ID overturned', [upheld, 'appealed ID at="2026-11-20 10:50" confirm=yes'], /已更新/],
  ['correct ID buyer=王', [], /已更新/],
  ['snooze ID 2h', [], /./],
  [`assign ID <@${chen}>`, [], /已更新/],
  ['note ID "called"', [], /已更新/],
  ['reopen ID "by mistake"', ['withdrawn ID'], /已更新/],
  ['discard ID "twice"', [], /已更新/],
  [`move ID <#${privateShop}|shop-private>`, [], /已更新/],
  ['list mine', [], /8812/],
  ['list', [], /没有/],
  ['help', [], /complaint/],
  ['settings', [], /后备/],
  ['settings quiet=off', [], /后备/],
]

describe.each([0.8, 1.2, 1.5, 5])('With Slack taking %d s for each answer', seconds => {
  const inTime = seconds < 2

  test.each(typed)('%s, typed in another channel, reports its true outcome', async (text, steps, outcome) => {
    slow = await openSlowStage()
    const id = await complaint(steps)
    await slow.slowDown(seconds)
    const since = slow.stage.clock.now()
    const { ephemerals } = await slow.lived(command(text.replace('ID', id), shopB))
    expect(slow.ackedAfter(since)).toBeLessThanOrEqual(inTime ? 2 : 2.5)
    expect(told(ephemerals)).toEqual([expect.stringMatching(outcome)])
    expect(told(ephemerals).join()).not.toMatch(/找不到|移不过去|没有执行|没有保存/)
  })

  test.each([
    [`settings backup=<@${chen}>`, shopA, /陈默|U0CHEN/],
    ['move ID <#C0SHOPB|shop-b>', shopA, /已更新/],
    [`assign ID <@${chen}>`, shopA, /已更新/],
    [`new order=8813 received="2026-11-20 10:30" owner=<@${chen}>`, shopA, /已记录/],
  ])('%s, typed in the complaint’s own channel, reports its true outcome', async (text, channel, outcome) => {
    slow = await openSlowStage()
    const id = await complaint([])
    await slow.slowDown(seconds)
    const since = slow.stage.clock.now()
    const { ephemerals } = await slow.lived(command(text.replace('ID', id), channel))
    expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
    expect(told(ephemerals)).toEqual([expect.stringMatching(outcome)])
    expect(told(ephemerals).join()).not.toMatch(/找不到|移不过去|没有执行|没有保存/)
  })

  test.each([
    ['case:withdrawn', undefined, {}],
    ['case:evidence', undefined, { kind: 'chat', mark: 'collected' }],
    ['case:decided', undefined, { outcome: 'dismissed' }],
    ['case:more', 'correct', { buyer: '王' }],
    ['case:more', 'assign', { owner: chen }],
    ['case:more', 'note', { text: 'called' }],
    ['case:more', 'move', { channel: shopB }],
    ['case:more', 'discard', { why: 'twice' }],
  ])('the form of %s %s is accepted and confirmed', async (actionId, verb, values) => {
    slow = await openSlowStage()
    const id = await complaint([])
    await press(actionId, verb && `${verb} ${id}`)
    await slow.slowDown(seconds)
    const since = slow.stage.clock.now()
    const sent = await slow.lived(slow.stage.slack.deliver.submit({ user, values }))
    expect(sent).toMatchObject({ outcome: 'closed', errors: {} })
    expect(slow.ackedAfter(since)).toBeLessThanOrEqual(inTime ? 2 : 2.5)
    expect(wordsOf(ephemeral().at(-1) ?? { text: '' })).toContain('已更新')
  })

  test('the settings form is accepted', async () => {
    slow = await openSlowStage()
    await slow.stage.slack.deliver.command({ user, channel: shopA, command: '/complaint', text: 'settings' })
    const message = ephemeral().at(-1)
    if (!message) throw new Error('no answer')
    await slow.stage.slack.deliver.press({ user, message, actionId: 'case:settings' })
    await slow.slowDown(seconds)
    const values = { backup: [chen] }
    const sent = await slow.lived(slow.stage.slack.deliver.submit({ user, values }))
    expect(sent).toMatchObject({ outcome: 'closed', errors: {} })
    expect(wordsOf(ephemeral().at(-1) ?? { text: '' })).toContain('后备')
  })

  test('a button opens its form, or asks to press again when the trigger has expired', async () => {
    slow = await openSlowStage()
    await complaint([])
    await slow.slowDown(seconds)
    const { ephemerals } = await slow.lived(press('case:withdrawn'))
    const opened = [...slow.stage.slack.workspace.views.values()].some(({ open }) => open)
    expect(opened).toBe(inTime)
    expect(told(ephemerals)).toEqual(inTime ? [] : [expect.stringContaining('再试一次')])
  })

  test('a button of Home reports its true outcome', async () => {
    slow = await openSlowStage()
    await complaint([])
    await slow.stage.slack.deliver.openHome({ user })
    await slow.stage.idle()
    const home = [...slow.stage.slack.workspace.views.values()].find(({ fields }) => fields.type === 'home')
    if (!home) throw new Error('no Home')
    await slow.slowDown(seconds)
    const since = slow.stage.clock.now()
    await slow.lived(slow.stage.slack.deliver.press({ user, view: home, actionId: 'case:answered' }))
    expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
    expect(JSON.stringify([...slow.stage.slack.workspace.views.values()])).toContain('已更新')
  })
})

test('A Slack that does not answer at all is reported as such, never as “not found”', async () => {
  slow = await openSlowStage()
  const id = await complaint([])
  await slow.slowDown(Number.POSITIVE_INFINITY)
  const asked = [`show ${id}`, 'show H-ZZZZ', `move ${id} <#${shopA}|shop-a>`, 'list mine']
  for (const text of [...asked, `settings backup=<@${chen}>`]) {
    const since = slow.stage.clock.now()
    const { ephemerals } = await slow.lived(command(text, shopB))
    expect(slow.ackedAfter(since)).toBeLessThanOrEqual(2.5)
    expect(told(ephemerals)).toEqual([expect.stringContaining('暂时无法')])
  }
})
