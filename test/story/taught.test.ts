import { seeded } from 'local-slack/seed.ts'
import type { Ephemeral } from 'local-slack/workspace.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

const { lin, chen, emma, shopA, team } = seeded
const odd = '绿色小象什么时候飞'
const other = '键盘进水怎么洗'

let stage: Stage
afterEach(() => stage.close())

async function ask(text: string, user: string = lin): Promise<Ephemeral> {
  const delivery = await stage.slack.deliver.command({ user, channel: shopA, command: '/harassment', text })
  await stage.idle()
  const answer = delivery.ephemerals.at(-1)
  if (!answer) throw new Error('no answer')
  return answer
}
const isKnown = async (text: string) => (await ask(text, chen)).blocks?.[0]?.block_id !== 'rule:none'

/** An admin adds a question to an entry. */
async function teach(text: string, entry = 'night-hours') {
  await ask(text, chen)
  const list = await ask('misses')
  const value = JSON.stringify(list.blocks).match(/"value":"(miss [^"]+)"/)?.[1] ?? ''
  await stage.slack.deliver.press({ user: lin, message: list, actionId: 'rule:teach', value })
  await stage.idle()
  await stage.slack.deliver.submit({ user: lin, values: { entry } })
  await stage.idle()
}

async function pressIn(message: Ephemeral, user: string = lin) {
  const value = JSON.stringify(message.blocks).match(/"value":"(taught [^"]+)"/)?.[1] ?? ''
  await stage.slack.deliver.press({ user, message, actionId: 'rule:untaught', value })
  await stage.idle()
  return wordsOf(stage.slack.workspace.ephemerals.filter(({ to }) => to === user).at(-1) ?? { text: '' })
}

describe.each(ways)('over %s', over => {
  beforeEach(async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
  })

  test('What was taught is listed under its entry, and taken back with a click', async () => {
    expect(wordsOf(await ask('已教'))).toContain('还没有教过')
    await teach(odd)
    expect(await isKnown(odd)).toBe(true)
    const list = await ask('taught')
    expect(wordsOf(list)).toContain(odd)
    expect(wordsOf(list)).toContain('晚上几点以后不能联系买家？')
    expect(await pressIn(list)).toContain(`已收回“${odd}”`)
    expect(await isKnown(odd)).toBe(false)
    expect(wordsOf(await ask('已教'))).toContain('还没有教过')
    // The list still stands there, with its button.
    expect(await pressIn(list)).toContain('没有教过这个问法')
  })

  test.each(['取消已教 绿色小象什么时候飞？', 'untaught 绿色小象什么时候飞'])(
    'It is taken back as text: %s',
    async typed => {
      await teach(odd)
      await teach(other)
      expect(wordsOf(await ask('taught 小象'))).not.toContain(other)
      expect(wordsOf(await ask(typed))).toContain(`已收回“${odd}”`)
      expect(await isKnown(odd)).toBe(false)
      expect(await isKnown(other)).toBe(true)
      expect(wordsOf(await ask(typed))).toContain('没有教过这个问法')
      expect(wordsOf(await ask('untaught'))).toContain(other)
    },
  )

  test('Nobody but an admin sees the list or takes anything back; an English speaker reads it in English', async () => {
    await teach(odd)
    const list = await ask('taught')
    for (const text of ['taught', '已教', `untaught ${odd}`, `取消已教 ${odd}`]) {
      // Below the refusal stands only what the person typed.
      const [refusal] = wordsOf(await ask(text, chen)).split('您刚才输入的')
      expect(refusal).toContain('只有工作区管理员')
      expect(refusal).not.toContain('小象')
    }
    expect(await pressIn(list, chen)).toContain('只有工作区管理员')
    expect(await isKnown(odd)).toBe(true)
    const person = stage.slack.workspace.users.get(emma)
    if (person) person.owner = true
    expect(wordsOf(await ask('taught', emma))).toContain('Taught in this workspace: 1')
    expect(wordsOf(await ask(`untaught ${odd}`, emma))).toContain(`Taken back: “${odd}”`)
    expect(await stage.engine.list(`asks:${team}`)).toMatchObject([{ text: '{}' }])
  })
})
