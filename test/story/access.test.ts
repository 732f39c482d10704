import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

let stage: Stage
afterEach(() => stage.close())

const recorded = 'new order=8812 received=2026-11-20 10:30'

async function say(text: string, user: string, channel: string) {
  const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
  expect(delivery.error).toBeUndefined()
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}

const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
const messagesIn = (channel: string) => stage.slack.workspace.messages.get(channel) ?? []

describe.each(ways)('over %s', over => {
  beforeEach(async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
  })

  test('A member of the channel reaches its complaint from elsewhere; everyone else learns nothing', async () => {
    const id = idIn(await say(recorded, seeded.lin, seeded.privateShop))
    expect(await say(`show ${id}`, seeded.chen, seeded.shopA)).toContain('8812')
    const hidden = await say(`show ${id}`, seeded.emma, seeded.shopA)
    const unknown = await say('show H-ZZZZ', seeded.emma, seeded.shopA)
    expect(hidden).not.toContain('8812')
    expect(hidden.replaceAll(id, 'H-ZZZZ')).toBe(unknown)
    for (const step of [
      `note ${id} "hi"`,
      `evidence ${id} sent`,
      `discard ${id} "x"`,
      `correct ${id} order=1`,
    ])
      expect((await say(step, seeded.emma, seeded.shopA)).replaceAll(id, 'H-ZZZZ')).toBe(
        await say(step.replace(id, 'H-ZZZZ'), seeded.emma, seeded.shopA),
      )
    expect(messagesIn(seeded.privateShop)).toHaveLength(2)
  })

  test('In a public channel without it the app joins; in a private one it asks to be invited and gives back what was typed', async () => {
    expect(await say(recorded, seeded.lin, seeded.noApp)).toContain('8812')
    expect(messagesIn(seeded.noApp)).toHaveLength(2)
    const answer = await say(recorded, seeded.lin, seeded.secret)
    expect(answer).toContain('/invite')
    expect(answer).toContain(`/complaint ${recorded}`)
    await stage.slack.deliver.join({ user: seeded.bot, channel: seeded.secret, inviter: seeded.lin })
    expect(await say(recorded, seeded.lin, seeded.secret)).toContain('8812')
  })

  test('A direct message is no place for a complaint, but a complaint can be seen from there', async () => {
    const id = idIn(await say(recorded, seeded.lin, seeded.shopA))
    const refused = await say(recorded, seeded.lin, seeded.dm)
    expect(idIn(refused)).toBe('')
    expect(await say(`show ${id}`, seeded.lin, seeded.dm)).toContain('8812')
    expect(await say('list mine', seeded.lin, seeded.dm)).toContain(id)
  })

  test('Somebody from outside sees the card in a shared channel, and their press is refused', async () => {
    await say(recorded, seeded.lin, seeded.shared)
    const [card] = messagesIn(seeded.shared)
    if (!card) throw new Error('no card')
    const pressed = await stage.slack.deliver.press({
      user: seeded.outsider,
      message: card,
      actionId: 'case:answered',
    })
    await stage.idle()
    expect(pressed.ephemerals).toHaveLength(1)
    expect(messagesIn(seeded.shared)).toHaveLength(2)
  })

  test('Each person is answered in their own language, the channel in its own', async () => {
    expect(await say(recorded, seeded.emma, seeded.shopA)).toMatch(/[A-Za-z]{4,}/)
    const [first] = messagesIn(seeded.shopA)
    expect(first && wordsOf(first)).toMatch(/截止/)
    await say('settings lang=en', seeded.lin, seeded.shopB)
    expect(await say(recorded, seeded.lin, seeded.shopB)).toMatch(/截止/)
    const [english] = messagesIn(seeded.shopB)
    expect(english && wordsOf(english)).not.toMatch(/\p{Script=Han}/u)
  })

  test('A form opened from the card changes the complaint; one about a complaint of another channel does not open', async () => {
    const id = idIn(await say(recorded, seeded.lin, seeded.privateShop))
    const [card] = messagesIn(seeded.privateShop)
    if (!card) throw new Error('no card')
    await stage.slack.deliver.press({ user: seeded.lin, message: card, actionId: 'case:decided' })
    const done = await stage.slack.deliver.submit({
      user: seeded.lin,
      values: { outcome: 'upheld', at: '2026-11-20', 'at-time': '10:45', points: '12' },
    })
    expect(done.outcome).toBe('closed')
    await stage.idle()
    expect(await say(`show ${id}`, seeded.chen, seeded.privateShop)).toContain('2026-12-05 10:45')
  })
})
