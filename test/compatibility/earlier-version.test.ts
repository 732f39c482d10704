import { listOf } from 'local-slack/fields.ts'
import { seeded } from 'local-slack/seed.ts'
import { homeOf } from 'local-slack/views.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beijing, wordsOf } from '../stage/stage.ts'
import { left, openLater } from './earlier-version.ts'

const { lin, chen, emma, shopA, shopB, privateShop } = seeded

let stage: Awaited<ReturnType<typeof openLater>>
beforeEach(async () => {
  stage = await openLater()
  await stage.idle()
})
afterEach(() => stage.close())

const messages = () => [...stage.slack.workspace.messages.values()].flat()
const keyOf = ({ metadata }: ReturnType<typeof messages>[number]) => String(metadata?.event_payload.key)
const all = (start: string) => messages().filter(message => keyOf(message).startsWith(start))
function posted(start: string) {
  const [message] = all(start)
  if (!message) throw new Error(`no ${start}`)
  return message
}
const evidence = (id: string, name: string) => posted(`${id}:evidence:${name}:`)
const buttonsOf = (message: ReturnType<typeof messages>[number]) => JSON.stringify(message.blocks)

/** The answer that the person sees; some come after the acknowledgement. */
async function answerOf(delivery: ReturnType<typeof stage.slack.deliver.press>) {
  const done = await delivery
  expect(done.error).toBeUndefined()
  await stage.idle()
  return wordsOf(done.ephemerals.at(-1) ?? { text: '' })
}
const say = (text: string, user: string = lin, channel: string = shopA) =>
  answerOf(stage.slack.deliver.command({ user, channel, command: '/complaint', text }))
const ask = (text: string, user: string = lin, channel: string = shopA) =>
  answerOf(stage.slack.deliver.command({ user, channel, command: '/harassment', text }))
type Pressed = Parameters<typeof stage.slack.deliver.press>[0]
const press = (did: Pressed) => answerOf(stage.slack.deliver.press(did))
async function submit(user: string, values: Parameters<typeof stage.slack.deliver.submit>[0]['values'] = {}) {
  const done = await stage.slack.deliver.submit({ user, values })
  expect(done.errors).toEqual({})
  await stage.idle()
  return done.outcome
}

describe('After an upgrade', () => {
  test('a reminder whose answer from Slack was lost is found and not posted twice', async () => {
    await stage.goTo('2026-11-23 09:50')
    expect(all(`${left.attempted}:evidence:24h:`)).toHaveLength(1)
    const reminder = evidence(left.attempted, '24h')
    expect(Number(reminder.ts) * 1_000).toBeLessThan(beijing('2026-11-23 09:36'))
    await press({ user: chen, message: reminder, actionId: 'case:ack' })
    expect(wordsOf(evidence(left.attempted, '24h'))).toContain('知道了')
  })

  test('a reminder that had not reached Slack is posted once, in its thread', async () => {
    await stage.goTo('2026-11-23 09:50')
    expect(all(`${left.lost}:evidence:24h:`)).toHaveLength(1)
    expect(evidence(left.lost, '24h').threadTs).toBe(posted(`${left.lost}:card:`).ts)
  })

  test('every further message comes at the minute and in the place that was planned', async () => {
    const before = new Set(messages())
    await stage.goTo('2026-11-25 12:00')
    const came = messages()
      .filter(message => !before.has(message))
      .map(message => [
        new Date(Number(message.ts) * 1_000).toISOString().slice(0, 16),
        message.channel,
        keyOf(message),
        message.broadcast === true,
      ])
    // The upgrade itself made one reminder late.
    const isKnown = (each: unknown[]) => !String(each[2]).startsWith(`${left.lost}:evidence:24h:`)
    const inOrder = (list: unknown[][]) => list.filter(isKnown).map(String).toSorted()
    expect(inOrder(came)).toEqual(inOrder(left.next))
  })

  test('nothing is said again while nothing is due', async () => {
    const before = messages().length
    await stage.goTo('2026-11-23 09:59')
    expect(messages()).toHaveLength(before)
  })
})

describe('Buttons of messages from before the upgrade', () => {
  test('Got it at a called backup ends the escalation, and shows at each of its reminders', async () => {
    const backup = evidence(left.escalated, '6h+backup')
    expect(await press({ user: chen, message: backup, actionId: 'case:ack' })).toContain('2026-11-23 14:00')
    for (const name of ['6h', '6h+backup']) {
      expect(wordsOf(evidence(left.escalated, name))).toContain('知道了')
      expect(buttonsOf(evidence(left.escalated, name))).not.toContain('case:ack')
    }
    await stage.goTo('2026-11-23 14:01')
    expect(all(`${left.escalated}:evidence:6h+channel:`)).toEqual([])
    expect(all(`${left.escalated}:evidence:1h:`)).toHaveLength(1)
  })

  test('a time chosen in the menu of a reminder snoozes it until then', async () => {
    const message = evidence(left.attempted, '24h')
    const [, given = ''] = /"value":"(snooze [^"]+)"/.exec(buttonsOf(message)) ?? []
    const chosen = stage.slack.deliver.choose({ user: lin, message, actionId: 'case:snooze', given })
    expect(await answerOf(chosen)).toContain('推迟到 2026-11-23 10:35')
    await stage.goTo('2026-11-23 10:36')
    expect(all(`${left.attempted}:evidence:24h@`)).toHaveLength(1)
  })

  test('a reminder snoozed before comes back at its time, in the channel’s language', async () => {
    await stage.goTo('2026-11-23 10:09')
    expect(all(`${left.moved}:evidence:24h@`)).toEqual([])
    await stage.goTo('2026-11-23 10:11')
    const [again, more] = all(`${left.moved}:evidence:24h@`)
    expect(more).toBeUndefined()
    expect(again?.channel).toBe(shopB)
    expect(again && wordsOf(again)).toContain('Got it')
  })

  test('Got it in a digest acknowledges the reminder of each complaint in it', async () => {
    const [digest] = messages().filter(message => keyOf(message).startsWith('digest:'))
    if (!digest) throw new Error('no digest')
    for (const id of left.digested) {
      await press({ user: chen, message: digest, actionId: 'case:ack', value: id })
      expect(await say(`show ${id}`, chen, privateShop)).toContain('知道了“举证答复”提醒')
    }
  })

  test('“Answer handed in” is recorded and takes the fallback from Slack', async () => {
    const waiting = () =>
      [...stage.slack.workspace.scheduled.values()].filter(({ args }) =>
        String(args.text).includes(left.escalated),
      )
    expect(waiting()).toHaveLength(1)
    const message = posted(`${left.escalated}:card:`)
    await press({ user: lin, message, actionId: 'case:answered' })
    expect(await say(`show ${left.escalated}`)).toContain('等待处理意见')
    expect(wordsOf(posted(`${left.escalated}:card:`))).toContain('等待处理意见')
    expect(waiting()).toEqual([])
  })

  test('on a card each opens its form, and the form is taken', async () => {
    const message = posted(`${left.closed}:card:`)
    await press({ user: lin, message, actionId: 'case:reopen' })
    expect(await submit(lin, { value: '不是重复' })).toBe('closed')
    expect(await say(`show ${left.closed}`)).toContain('待举证答复')
    const given = `note ${left.penalized}`
    const card = posted(`${left.penalized}:card:`)
    await stage.slack.deliver.choose({ user: chen, message: card, actionId: 'case:more', given })
    expect(await submit(chen, { value: '已联系平台' })).toBe('closed')
    expect(await say(`show ${left.penalized}`)).toContain('已联系平台')
    await press({ user: chen, message: card, actionId: 'case:appealed' })
    const values = { at: '2026-11-23', 'at-time': '09:00', confirm: ['yes'] }
    expect(await submit(chen, values)).toBe('closed')
    expect(await say(`show ${left.penalized}`)).toContain('申诉审核中')
  })

  test('on a Home open their form for the complaint beside them', async () => {
    const view = homeOf(stage.slack.workspace, { id: seeded.team }, lin)
    if (!view) throw new Error('no Home')
    await press({ user: lin, view, actionId: 'case:withdrawn', blockId: `case:${left.escalated}` })
    expect(await submit(lin)).toBe('closed')
    expect(await say(`show ${left.escalated}`)).toContain('撤销')
    const shown = homeOf(stage.slack.workspace, { id: seeded.team }, lin)
    expect(wordsOf({ text: '', blocks: listOf(shown?.fields ?? {}, 'blocks') })).toContain('撤销')
  })

  test('under an answer lead to other entries, to the complaint meant, and to the misses', async () => {
    const answer = stage.shown('answer')
    const on = { user: lin, message: answer }
    expect(await press({ ...on, actionId: `rule:case:${left.moved}` })).toContain(left.moved)
    expect(await press({ ...on, actionId: 'rule:1' })).not.toBe('')
    await press({ ...on, actionId: 'rule:unhelpful' })
    expect(await ask('misses')).toContain('收到投诉后几天内要举证')
    const steps = stage.shown('asks')
    expect(await press({ user: chen, message: steps, actionId: 'rule:do:steps' })).not.toBe('')
    const outside = stage.shown('outside')
    expect(await press({ user: emma, message: outside, actionId: 'rule:2' })).not.toMatch(/not found/)
  })

  test('in the lists of an admin teach a phrasing and take one back', async () => {
    const value = /"value":"(miss [^"]+)"/.exec(JSON.stringify(stage.shown('misses').blocks))?.[1] ?? ''
    await press({ user: lin, message: stage.shown('misses'), actionId: 'rule:teach', value })
    expect(await submit(lin, { entry: 'night-hours' })).toBe('closed')
    const taught = await ask('taught')
    for (const phrasing of ['绿色小象什么时候飞', '键盘进水怎么洗']) expect(taught).toContain(phrasing)
    await press({ user: lin, message: stage.shown('taught'), actionId: 'rule:untaught' })
    expect(await ask('taught')).not.toContain('绿色小象什么时候飞')
  })
})

describe('Forms that were open during the upgrade', () => {
  test('the checklist ticks the proof that was chosen', async () => {
    expect(await submit(lin, { kind: ['calls'], mark: 'collected' })).toBe('closed')
    const shown = await say(`show ${left.attempted}`)
    for (const kind of ['旺旺聊天截图', '短信照片', '通话']) expect(shown).toContain(kind)
    expect(shown.match(/记为已收集/g)).toHaveLength(3)
  })

  test('a correction changes only the field that was changed', async () => {
    expect(await submit(chen, { buyer: '小王' })).toBe('closed')
    const shown = await say(`show ${left.penalized}`)
    expect(shown).toContain('小王')
    expect(shown.match(/ → /g)).toHaveLength(1)
  })

  test('a new complaint is recorded in the channel where the form was opened', async () => {
    expect(await submit(emma, { order: '9001', received: '2026-11-23', 'received-time': '09:00' })).toBe(
      'closed',
    )
    expect(await say('list')).toContain('9001')
    const card = stage.slack.workspace.messages.get(shopA)?.find(message => wordsOf(message).includes('9001'))
    expect(card?.threadTs).toBeUndefined()
  })
})

describe('A copy of a delivery that was taken before the upgrade', () => {
  const again = async (name: 'settings' | 'acknowledged' | 'sent') => {
    const said: unknown[] = []
    const ack = async (answer: unknown) => void said.push(answer)
    await stage.app.bolt.processEvent({ body: left.copy(name), ack })
    await stage.idle()
    return said
  }

  test('does not undo a newer setting', async () => {
    await say('settings quiet=21:00-09:00')
    expect(JSON.stringify(await again('settings'))).toContain('21:00-09:00')
    expect(await say('settings')).toContain('21:00-09:00')
  })

  test('records no second step', async () => {
    for (const [name, id] of [
      ['sent', left.penalized],
      ['acknowledged', left.escalated],
    ] as const) {
      const before = await say(`show ${id}`)
      expect(await again(name)).toHaveLength(1)
      expect(await say(`show ${id}`)).toBe(before)
    }
  })
})

describe('Records from before the upgrade', () => {
  test('are listed and shown with their history', async () => {
    const list = await say('list')
    for (const id of [left.escalated, left.attempted, left.penalized]) expect(list).toContain(id)
    const there = await say('list', lin, shopB)
    for (const id of [left.moved, left.lost]) expect(there).toContain(id)
    expect(await say(`show ${left.escalated}`)).toContain('推迟')
    expect(await say(`show ${left.escalated}`)).toContain('知道了“举证答复”提醒（提前 48 小时）')
    expect(await say(`show ${left.closed}`)).toContain('记了两次')
    expect(await say(`show ${left.penalized}`)).toContain('扣 12 分')
    expect(await say(`show ${left.moved}`, lin, shopB)).toContain(shopA)
    expect(await say('new order=8812 received="2026-11-23 09:00"')).toContain(left.escalated)
  })

  test('keep a channel’s settings and a workspace’s phrasings', async () => {
    const settings = await say('settings quiet=23:00-07:00')
    for (const words of [chen, emma, '23:00-07:00']) expect(settings).toContain(words)
    expect(await say('settings quiet=23:00-07:30', lin, shopB)).toContain('23:00-07:30')
    expect(await ask('绿色小象什么时候飞', chen)).toContain('晚上几点以后不能联系买家')
  })

  test('take their fallback along when the deadline changes', async () => {
    const waiting = () =>
      [...stage.slack.workspace.scheduled.values()]
        .filter(({ args }) => String(args.text).includes(left.escalated))
        .map(({ postAt }) => postAt * 1_000)
    expect(waiting()).toEqual([beijing('2026-11-23 14:20')])
    await say(`correct ${left.escalated} evidence-due="2026-11-23 18:00"`)
    expect(waiting()).toEqual([beijing('2026-11-23 17:20')])
  })

  test('step back to the state before: a decision that is undone waits again', async () => {
    expect(await say(`reopen ${left.penalized} "看错了"`)).toContain('等待处理意见')
  })

  test('move on to another channel, and the card left behind says where', async () => {
    await say(`move ${left.attempted} channel=<#${shopB}|shop-b>`)
    expect(wordsOf(posted(`${left.attempted}:card:1`))).toContain('Moved to')
    expect(all(`${left.attempted}:card:2`)).toHaveLength(1)
  })
})
