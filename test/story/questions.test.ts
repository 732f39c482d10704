import { seeded } from 'local-slack/seed.ts'
import type { Ephemeral, Message } from 'local-slack/workspace.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

const messagesIn = (channel: string) => stage.slack.workspace.messages.get(channel) ?? []
const firstOf = ({ blocks }: Pick<Message, 'blocks'>): unknown => blocks?.[0]?.block_id
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''

/** What the last deed showed to this person alone. */
const shownTo = (user: string): Ephemeral | undefined =>
  stage.slack.workspace.ephemerals.filter(each => each.to === user).at(-1)

async function command(
  name: string,
  text: string,
  user: string = seeded.lin,
  channel: string = seeded.shopA,
) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: name, text })
  await stage.idle()
  const answer = delivery.ephemerals.at(-1)
  if (!answer) throw new Error('no answer')
  return answer
}
const ask = (text: string, user?: string, channel?: string) => command('/harassment', text, user, channel)
const record = async (order: string) =>
  idIn(wordsOf(await command('/complaint', `new order=${order} received="2026-11-20 10:30"`)))

async function mention(text: string, { user = seeded.lin as string, threadTs = '' } = {}) {
  const before = messagesIn(seeded.shopA).length
  await stage.slack.deliver.say({
    user,
    channel: seeded.shopA,
    text: `@Shensu 申诉管家 ${text}`,
    ...(threadTs && { threadTs }),
  })
  await stage.idle()
  expect(messagesIn(seeded.shopA).length).toBe(before + 1)
  return shownTo(user)
}

async function press(message: Message | Ephemeral, actionId: string, user: string = seeded.lin) {
  await stage.slack.deliver.press({ user, message, actionId })
  await stage.idle()
  return shownTo(user)
}

test('A mention is answered to the asker alone, in the thread if it was asked there; nothing is posted', async () => {
  const answer = await mention('申诉可以提交几次')
  expect(answer && firstOf(answer)).toBe('rule:appeal-once')
  expect(answer?.threadTs).toBeUndefined()
  const [root] = messagesIn(seeded.shopA)
  const inThread = await mention('how many times can we appeal', {
    user: seeded.emma,
    threadTs: root?.ts ?? '',
  })
  expect(inThread && firstOf(inThread)).toBe('rule:appeal-once')
  expect(inThread?.threadTs).toBe(root?.ts)
  expect(inThread && wordsOf(inThread)).toContain('Once.')
})

test('A mention in a complaint’s thread is answered for that complaint, though others are open', async () => {
  const first = await record('8812')
  await record('8813')
  const card = messagesIn(seeded.shopA).find(message => wordsOf(message).startsWith(first))
  const answer = await mention('撤诉还有用吗', { threadTs: card?.ts ?? '' })
  expect(answer && wordsOf(answer)).toContain(first)
  expect(answer && wordsOf(answer)).toContain('买家现在撤销仍然有效')
})

test('With one open complaint the answer says what it means for it; with several it asks which', async () => {
  expect(wordsOf(await ask('收到投诉后几天内要举证'))).not.toContain('这起投诉：')
  const first = await record('8812')
  const answer = await ask('收到投诉后几天内要举证')
  expect(firstOf(answer)).toBe('rule:evidence-window')
  expect(wordsOf(answer)).toContain(`这起投诉：\n${first}`)
  expect(wordsOf(answer)).toContain('2 天 23 小时')
  const second = await record('8813')
  const which = await ask('收到投诉后几天内要举证')
  expect(wordsOf(which)).not.toContain('这起投诉：')
  const chosen = await press(which, `rule:case:${second}`)
  expect(chosen && firstOf(chosen)).toBe('rule:evidence-window')
  expect(chosen && wordsOf(chosen)).toContain(`这起投诉：\n${second}`)
  const other = await press(chosen ?? which, 'rule:1')
  expect(other && wordsOf(other)).toContain(second)
})

test('One record that cannot be read silences neither rule answers nor lists', async () => {
  const id = await record('8812')
  const key = `complaint:${seeded.team}:${seeded.shopA}:H-0000`
  await stage.engine.swap([{ key, expected: undefined, next: '{', wakeAt: undefined }])
  const answer = await ask('收到投诉后几天内要举证')
  expect(firstOf(answer)).toBe('rule:evidence-window')
  expect(wordsOf(answer)).toContain(id)
  expect(wordsOf(await command('/complaint', 'list'))).toContain(id)
})

test('The Ask button of a card opens a form, and the answer is for that complaint as it stands', async () => {
  const id = await record('8812')
  await record('8813')
  const card = messagesIn(seeded.shopA).find(message => wordsOf(message).startsWith(id))
  if (!card) throw new Error('no card')
  await command('/complaint', `decided ${id} upheld at="2026-11-20 10:40" points=12`)
  const before = messagesIn(seeded.shopA).length
  await stage.slack.deliver.press({ user: seeded.emma, message: card, actionId: 'ask' })
  await stage.idle()
  await stage.slack.deliver.submit({
    user: seeded.emma,
    values: { question: 'can the buyer still withdraw after the penalty' },
  })
  await stage.idle()
  const answer = shownTo(seeded.emma)
  expect(answer && firstOf(answer)).toBe('rule:withdraw-after')
  expect(answer && wordsOf(answer)).toContain('points are not taken back')
  expect(answer && wordsOf(answer)).toContain('14 d 23 h')
  expect(messagesIn(seeded.shopA)).toHaveLength(before)
})

test('A question over which somebody thought for more than half an hour is answered all the same', async () => {
  const id = await record('8812')
  const [card] = messagesIn(seeded.shopA)
  if (!card) throw new Error('no card')
  await stage.slack.deliver.press({ user: seeded.emma, message: card, actionId: 'ask' })
  await stage.goTo('2026-11-20 11:31')
  await stage.slack.deliver.submit({ user: seeded.emma, values: { question: 'how long for the proof' } })
  await stage.idle()
  const answer = shownTo(seeded.emma)
  expect(answer && firstOf(answer)).toBe('rule:evidence-window')
  expect(answer && wordsOf(answer)).toContain(id)
})

test('Nobody learns of a complaint by asking: not from another channel, not from outside', async () => {
  const id = await record('8812')
  const [card] = messagesIn(seeded.shopA)
  if (!card) throw new Error('no card')
  stage.slack.workspace.channels.get(seeded.shopA)?.members.delete(seeded.emma)
  const refused = await press(card, 'ask', seeded.emma)
  expect(refused && wordsOf(refused)).toContain(`${id} was not found`)
  expect(wordsOf(await ask('几天内要举证', seeded.lin, seeded.shopB))).not.toContain(id)
})

test('A direct message is answered there, also without a complaint in sight', async () => {
  await record('8812')
  await stage.slack.deliver.say({ user: seeded.lin, channel: seeded.dm, text: 'eyi saorao kou jifen' })
  await stage.idle()
  const [, answer] = messagesIn(seeded.dm)
  expect(answer && firstOf(answer)).toBe('rule:penalty')
  expect(answer && wordsOf(answer)).not.toContain('8812')
  expect(messagesIn(seeded.dm)).toHaveLength(2)
})

test('Recording is offered where a complaint can be recorded, and not in a direct message', async () => {
  const question = '刚收到恶意骚扰投诉，第一步做什么'
  expect(wordsOf(await ask(question))).toContain('记录这起投诉')
  const mentioned = await mention(question)
  expect(mentioned && wordsOf(mentioned)).toContain('记录这起投诉')
  const typed = await ask(question, seeded.lin, seeded.dm)
  await stage.slack.deliver.say({ user: seeded.lin, channel: seeded.dm, text: question })
  await stage.idle()
  const said = messagesIn(seeded.dm).at(-1)
  if (!said) throw new Error('no answer')
  const picked = await press(said, 'rule:1')
  for (const answer of [typed, said, picked]) {
    expect(answer && wordsOf(answer)).toContain('没帮上忙')
    expect(answer && wordsOf(answer)).not.toContain('记录这起投诉')
  }
})

test('Whoever is of another workspace is refused politely in a direct message', async () => {
  const { outsider, dm, team } = seeded
  const text = '几天内要举证'
  const event = { type: 'message', channel: dm, channel_type: 'im', user: outsider, text, ts: '1.1' }
  for (const more of [{}, { user_team: 'T0OTHER' }, { team }])
    await stage.slack.deliver.event({ ...event, ...more })
  await stage.idle()
  const answers = messagesIn(dm)
  expect(answers).toHaveLength(3)
  for (const each of answers) {
    expect(wordsOf(each)).toContain('Only members of the workspace that installed the app')
    expect(firstOf(each)).not.toBe('rule:evidence-window')
  }
})

test('Copies of an event are answered once; bots and edits not at all', async () => {
  const event = { channel: seeded.dm, channel_type: 'im', user: seeded.lin, text: '几天内要举证', ts: '1.1' }
  const sent = { type: 'message', ...event, event_ts: '1.1' }
  for (const together of [true, false]) {
    await stage.slack.deliver.event(sent, { times: 3, together })
    await stage.idle()
  }
  expect(messagesIn(seeded.dm)).toHaveLength(2)
  for (const more of [
    { bot_id: 'B1' },
    { subtype: 'message_changed' },
    { subtype: 'bot_message' },
    { edited: { user: seeded.lin, ts: '2' } },
  ])
    await stage.slack.deliver.event({ ...sent, ...more })
  await stage.slack.deliver.event({ ...sent, channel: seeded.shopA, channel_type: 'channel' })
  await stage.idle()
  expect(messagesIn(seeded.dm)).toHaveLength(2)
  expect(messagesIn(seeded.shopA)).toHaveLength(0)
})

test('Another platform’s and the buyer’s own harassment are told apart, without harassment’s numbers', async () => {
  for (const question of [
    '京东恶意骚扰怎么处罚',
    '拼多多恶意骚扰扣几分',
    '抖音恶意骚扰',
    '买家骚扰我怎么办',
    '售假扣几分',
  ]) {
    const answer = await ask(question)
    expect(firstOf(answer)).toBe('rule:none')
    expect(
      wordsOf(answer)
        .replaceAll(question, '')
        .replace(/第 \S+ 版，核对至 [\d-]+/, ''),
    ).not.toMatch(/\d/)
  }
})

test('Buttons of an answer lead to the form, the steps and the check before contacting', async () => {
  const answer = await ask('刚收到恶意骚扰投诉，第一步做什么')
  await stage.slack.deliver.press({ user: seeded.lin, message: answer, actionId: 'rule:do:record' })
  await stage.idle()
  const values = { order: '9900', received: '2026-11-20', 'received-time': '10:30' }
  const done = await stage.slack.deliver.submit({ user: seeded.lin, values })
  await stage.idle()
  expect(done.outcome).toBe('closed')
  expect(messagesIn(seeded.shopA).some(message => wordsOf(message).includes('9900'))).toBe(true)

  const steps = await press(await ask('处罚后在哪里申诉'), 'rule:do:steps')
  expect(steps && wordsOf(steps)).toMatch(/1\. 登录卖家中心\n/)
  expect(steps && firstOf(steps)).toBe('rule:appeal-path')
  expect(steps && wordsOf(steps)).toMatch(/出处：.+规则书第 1 版.+没帮上忙/s)
  const fromOther = await press(await ask('申诉可以提交几次'), 'rule:do:steps')
  expect(fromOther && firstOf(fromOther)).toBe('rule:appeal-once')
  const check = await press(await ask('联系买家要注意什么'), 'rule:do:contact-check')
  expect(check && wordsOf(check)).toContain('不在静默时段 22:00-08:00 内')
  expect(check && firstOf(check)).toBe('rule:contact-manners')
  expect(check && wordsOf(check)).toContain('出处：')
  await command('/complaint', '设置 静默=00:00-16:00')
  const held = await press(await ask('联系买家要注意什么'), 'rule:do:contact-check')
  expect(held && wordsOf(held)).toMatch(/静默时段 00:00-16:00/)
  await command('/complaint', '设置 静默=关')
  const off = await press(await ask('联系买家要注意什么'), 'rule:do:contact-check')
  expect(off && wordsOf(off)).toContain('没有设静默时段')
  const proof = await ask('举证要交哪些凭证')
  await stage.slack.deliver.press({ user: seeded.lin, message: proof, actionId: 'case:evidence' })
  await stage.slack.deliver.submit({ user: seeded.lin, values: { kind: 'chat', mark: 'collected' } })
  await stage.idle()
  expect(wordsOf(await command('/complaint', `show ${idIn(wordsOf(proof))}`))).toMatch(/已收集：旺旺聊天截图/)
})

test('What went unanswered is counted without names, listed for admins, and taught', async () => {
  const odd = '绿色小象什么时候飞'
  expect(firstOf(await ask(`${odd}？`))).toBe('rule:none')
  await ask(`${odd}！`, seeded.chen)
  const unhelpful = await ask('申诉可以提交几次', seeded.chen)
  const thanks = await press(unhelpful, 'rule:unhelpful', seeded.chen)
  expect(thanks && wordsOf(thanks)).toContain('已记下')

  expect(wordsOf(await ask('misses', seeded.chen))).toContain('只有工作区管理员')
  const list = await ask('misses')
  expect(wordsOf(list)).toContain(`${odd}\n`)
  expect(wordsOf(list)).toContain('答不上 2 次，没帮上忙 0 次')
  expect(wordsOf(list)).toContain('申诉可以提交几次')
  expect(wordsOf(list)).not.toContain(seeded.chen)

  const value = JSON.stringify(list.blocks).match(/"value":"(miss [^"]+)"/)?.[1] ?? ''
  await stage.slack.deliver.press({ user: seeded.lin, message: list, actionId: 'rule:teach', value })
  await stage.idle()
  await stage.slack.deliver.submit({ user: seeded.lin, values: { entry: 'night-hours' } })
  await stage.idle()
  const taught = await ask(odd, seeded.chen)
  expect(firstOf(taught)).toBe('rule:contact-manners')
  expect(wordsOf(taught)).toContain('晚上几点以后不能联系买家？')
  expect(wordsOf(await ask('misses'))).not.toContain(odd)
})

test('What did not help is counted as it was asked, also where a button led on from the answer', async () => {
  const led = async (question: string, actionId: string) => {
    const further = await press(await ask(question), actionId)
    if (further) await press(further, 'rule:unhelpful')
  }
  await led('申诉是不是只能交一次呀', 'rule:do:steps')
  await led('联系买家到底要注意什么呀', 'rule:do:contact-check')
  await record('8812')
  await led('收到投诉后到底几天内要举证呢', `rule:case:${await record('8813')}`)
  const list = wordsOf(await ask('misses'))
  for (const asked of ['申诉是不是只能交一次呀', '联系买家到底要注意什么呀', '收到投诉后到底几天内要举证呢'])
    expect(list).toContain(`${asked}\n`)
  expect(list).toContain('答不上或没帮上忙的问题：3 个')
})

test('Under an answer from before the question was carried along, the entry’s own question is counted', async () => {
  const answer = await ask('申诉是不是只能交一次呀')
  const before = JSON.stringify(answer.blocks).replace(/"entry appeal-once [^"]+"/, '"entry appeal-once"')
  const steps = await press({ ...answer, blocks: JSON.parse(before) }, 'rule:do:steps')
  expect(steps && firstOf(steps)).toBe('rule:appeal-once')
  await press(steps ?? answer, 'rule:unhelpful')
  expect(wordsOf(await ask('misses'))).toContain('申诉可以提交几次')
})

test('One person counts once under one answer, however often they press; another person counts too', async () => {
  await stage.slack.deliver.say({ user: seeded.lin, channel: seeded.dm, text: '申诉可以提交几次' })
  await stage.idle()
  const answer = messagesIn(seeded.dm).at(-1)
  if (!answer) throw new Error('no answer')
  for (let times = 0; times < 3; times++) await press(answer, 'rule:unhelpful')
  expect(wordsOf(await ask('misses'))).toContain('没帮上忙 1 次')
  await press(await ask('申诉可以提交几次', seeded.chen), 'rule:unhelpful', seeded.chen)
  await press(await ask('申诉可以提交几次'), 'rule:unhelpful')
  expect(wordsOf(await ask('misses'))).toContain('没帮上忙 3 次')
})

test('The source shows its sections, and the topics lead to an entry', async () => {
  const source = await ask('原文')
  expect(wordsOf(source)).toContain('能否撤销投诉')
  await stage.slack.deliver.choose({
    user: seeded.lin,
    message: source,
    actionId: 'rule:pick:withdrawal',
    given: 'withdraw-before',
  })
  await stage.idle()
  const picked = shownTo(seeded.lin)
  expect(picked && firstOf(picked)).toBe('rule:withdraw-before')
})
