import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

const { lin, shopA, shopB } = seeded

let stage: Stage
let isDown: boolean
let fault: (method: string, args: Record<string, unknown>) => Fault | undefined
beforeEach(async () => {
  isDown = false
  fault = () => undefined
  const faults = (method: string, args: Record<string, unknown>) =>
    isDown && /^chat\.(post|update)/.test(method) ? { before: 503 } : fault(method, args)
  stage = await openStage({ at: '2026-11-20 11:00', faults })
})
afterEach(() => stage.close())

async function say(text: string, channel: string = shopA) {
  const delivery = await stage.slack.deliver.command({ user: lin, channel, command: '/complaint', text })
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}
const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
const record = async (order: string, more = '') =>
  idIn(await say(`new order=${order} received="2026-11-20 10:30" ${more}`))
const messagesIn = (channel: string) => stage.slack.workspace.messages.get(channel) ?? []
const keysIn = (channel: string) =>
  messagesIn(channel).map(({ metadata }) =>
    String(metadata?.event_payload.key)
      .replace(/^H-\w+:/, '')
      .replace(/:2026-.*Z$/, ''),
  )
const remindersOf = (id: string) =>
  messagesIn(shopA).filter(({ metadata }) =>
    new RegExp(`^${id}:(evidence|contact|decision|appeal)`).test(String(metadata?.event_payload.key)),
  )
const digests = () =>
  messagesIn(shopA).filter(({ metadata }) => /^digest:/.test(String(metadata?.event_payload.key)))

describe('After Slack was down for hours', () => {
  test('a complaint gets one message: what was missed and when, and how long is left; Got it works on it', async () => {
    const id = await record('8812')
    await stage.goTo('2026-11-22 10:00')
    isDown = true
    await stage.goTo('2026-11-22 19:00')
    isDown = false
    const before = remindersOf(id).length
    await stage.goTo('2026-11-22 19:02')
    const [message, more] = remindersOf(id).slice(before)
    expect(more).toBeUndefined()
    if (!message) throw new Error('nothing came')
    const words = wordsOf(message)
    expect(words).toContain('补发')
    expect(words).toContain('2026-11-22 10:30 “举证答复”提醒（提前 24 小时）')
    expect(words).toContain('2026-11-22 18:00 “举证答复”提醒（最稳妥的一天）')
    expect(words).toContain('15 小时')
    expect(words).not.toContain('48 小时）')
    await stage.slack.deliver.press({ user: lin, message, actionId: 'case:ack' })
    await stage.idle()
    const shown = messagesIn(shopA).find(({ ts }) => ts === message.ts)
    expect(shown && wordsOf(shown)).toContain('知道了')
    expect(shown && wordsOf(shown)).toContain('2026-11-22 10:30 “举证答复”提醒（提前 24 小时）')
    // The schedule continues.
    await stage.goTo('2026-11-22 21:31')
    expect(keysIn(shopA).at(-1)).toBe('evidence:6h')
    expect(messagesIn(shopA).at(-1)?.text).not.toContain('补发')
  })

  test('reminders of steps done meanwhile do not come', async () => {
    const id = await record('8812')
    await stage.goTo('2026-11-22 10:00')
    isDown = true
    await stage.goTo('2026-11-22 18:30')
    await say(`evidence ${id} sent`)
    const before = remindersOf(id).length
    isDown = false
    await stage.goTo('2026-11-22 19:00')
    expect(remindersOf(id)).toHaveLength(before)
    expect(keysIn(shopA).at(-1)).toMatch(/^history/)
  })

  test('five complaints in one channel get a message each, six one digest, without those of another channel', async () => {
    const five = []
    for (let n = 0; n < 5; n++) five.push(await record(`A-${n}`))
    const other = idIn(await say('new order=B received="2026-11-20 10:30"', shopB))
    await stage.goTo('2026-11-21 10:00')
    isDown = true
    await stage.goTo('2026-11-21 11:00')
    isDown = false
    await stage.goTo('2026-11-21 11:02')
    expect(digests()).toEqual([])
    for (const id of five) expect(remindersOf(id).at(-1)?.text).toContain('补发')
    const six = [...five, await record('A-6', 'due="2026-11-23 12:00"')]
    await stage.goTo('2026-11-22 09:00')
    isDown = true
    await stage.goTo('2026-11-22 13:00')
    isDown = false
    const before = messagesIn(shopA).length
    await stage.goTo('2026-11-22 13:03')
    expect(keysIn(shopA).slice(before)).toHaveLength(1)
    const [digest] = digests()
    const words = digest ? wordsOf(digest) : ''
    for (const id of six) expect(words).toContain(id)
    expect(words).toContain('2026-11-22 10:30 “举证答复”提醒（提前 24 小时）')
    expect(words).toContain('21 小时')
    expect(words).not.toContain(other)
    expect(digest?.threadTs).toBeUndefined()
    // Nothing comes twice, and the schedule continues.
    await stage.goTo('2026-11-22 17:59')
    expect(messagesIn(shopA)).toHaveLength(before + 1)
    await stage.goTo('2026-11-22 18:02')
    expect(keysIn(shopA).filter(key => key === 'evidence:safe-day')).toHaveLength(5)
  })
})
