import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
})
afterEach(() => stage.close())

const { lin, chen, emma, shopA } = seeded
const recorded = 'new order=8812 received=2026-11-20 10:30'

async function say(text: string, user: string = lin, command = '/complaint') {
  const delivery = await stage.slack.deliver.command({ user, channel: shopA, command, text })
  expect(delivery.error).toBeUndefined()
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}
const cards = () =>
  (stage.slack.workspace.messages.get(shopA) ?? []).filter(message => message.threadTs === undefined)

/** Uses up a person's rate limit except for `left`. */
async function useUp(user: string, left = 0) {
  for (let each = left; each < 120; each++) await say('help', user, each % 2 ? '/complaint' : '/harassment')
}

test('The command after 120 at once is refused, given back, and can be sent again a second later', async () => {
  await useUp(lin)
  const refused = await say(recorded)
  expect(refused).toContain('1 秒')
  expect(refused).toContain(`/complaint ${recorded}`)
  expect(cards()).toEqual([])
  await stage.goTo('2026-11-20 11:00:01')
  expect(await say(recorded)).toContain('8812')
  expect(cards()).toHaveLength(1)
})

test('Each person has a separate limit, and is answered in their own language', async () => {
  await useUp(emma)
  expect(await say(recorded, emma)).toMatch(/nothing was done.*1 s/)
  expect(await say(recorded, chen)).toContain('8812')
})

test('A press over the limit does nothing and says so', async () => {
  await say(recorded, chen)
  const [card] = cards()
  if (!card) throw new Error('no card')
  await useUp(lin)
  const pressed = await stage.slack.deliver.press({ user: lin, message: card, actionId: 'case:answered' })
  await stage.idle()
  expect(pressed.error).toBeUndefined()
  expect(wordsOf(pressed.ephemerals.at(-1) ?? { text: '' })).toContain('1 秒')
  expect(await say('list', chen)).toContain('待举证答复')
})

test('A form over the limit stays open with what was typed, and can be sent again later', async () => {
  await useUp(lin, 1)
  await say('new')
  const values = { order: '8812', received: '2026-11-20', 'received-time': '10:30' }
  const kept = await stage.slack.deliver.submit({ user: lin, values })
  expect(kept).toMatchObject({ outcome: 'errors', errors: { order: expect.stringContaining('1 秒') } })
  await stage.idle()
  expect(cards()).toEqual([])
  await stage.goTo('2026-11-20 11:00:01')
  expect(await stage.slack.deliver.submit({ user: lin })).toMatchObject({ outcome: 'closed' })
  await stage.idle()
  expect(cards()).toHaveLength(1)
})

test('Events are not counted', async () => {
  await useUp(lin)
  await stage.slack.deliver.event({ type: 'tokens_revoked', tokens: { bot: [seeded.bot] }, user: lin })
  expect((await stage.app.health()).slack).toBe('tokens_revoked')
})
