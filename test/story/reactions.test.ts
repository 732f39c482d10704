import { seeded } from 'local-slack/seed.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beijing, openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

describe.each(ways)('over %s', over => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
  })
  afterEach(() => stage.close())

  async function say(text: string, user: string = seeded.lin) {
    const delivery = await stage.slack.deliver.command({
      user,
      channel: seeded.shopA,
      command: '/complaint',
      text,
    })
    expect(delivery.error).toBeUndefined()
    await stage.idle()
    return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
  }
  const idIn = (text: string) => /H-[0-9A-Z]{4,}/.exec(text)?.[0] ?? ''
  const record = async (more = '') => idIn(await say(`new order=8812 received="2026-11-20 10:30" ${more}`))

  const inChannel = () => stage.slack.workspace.messages.get(seeded.shopA) ?? []
  /** The reminder with this name. */
  function reminder(name: string) {
    const found = inChannel().find(({ metadata }) =>
      String(metadata?.event_payload.key).includes(`:evidence:${name}:`),
    )
    if (!found) throw new Error(`no ${name} reminder`)
    return found
  }
  async function press(name: string, user: string, actionId = 'case:ack', given?: string) {
    const on = { user, message: reminder(name), actionId }
    const { deliver } = stage.slack
    const pressed = given === undefined ? await deliver.press(on) : await deliver.choose({ ...on, given })
    expect(pressed.error).toBeUndefined()
    await stage.idle()
    return wordsOf(pressed.ephemerals.at(-1) ?? { text: '' })
  }
  const names = () =>
    inChannel().flatMap(({ metadata }) => {
      const [, clock, name] = String(metadata?.event_payload.key).split(':')
      return clock === 'evidence' ? `${name}` : []
    })
  /** The times that the menu of a reminder offers. */
  const offered = (name: string) =>
    [...JSON.stringify(reminder(name).blocks).matchAll(/"value":"(snooze [^"]+)"/g)].map(
      ([, value = '']) => value,
    )

  describe('Got it', () => {
    test('names the person at the reminder and in the history, and tells them when the next one comes', async () => {
      const id = await record()
      await stage.goTo('2026-11-21 10:40')
      const before = inChannel().length
      const answer = await press('48h', seeded.chen)
      expect(answer).toContain('下一条提醒：2026-11-22 10:30')
      expect(wordsOf(reminder('48h'))).toContain(`✓ \n${seeded.chen}\n 2026-11-21 10:40 知道了`)
      expect(JSON.stringify(reminder('48h').blocks)).not.toMatch(/case:(ack|snooze)/)
      expect(JSON.stringify(reminder('48h').blocks)).toContain('case:answered')
      expect(reminder('48h').metadata?.event_payload.key).toBe(`${id}:evidence:48h:2026-11-23T02:30:00.000Z`)
      expect(inChannel()).toHaveLength(before)
      expect(await say(`show ${id}`)).toContain('知道了“举证答复”提醒（提前 48 小时）')
      await stage.goTo('2026-11-22 10:31')
      expect(names()).toEqual(['48h', '24h'])
    })

    test('at an old reminder of a closed complaint, and every other button there, is answered and changes nothing', async () => {
      const id = await record()
      await stage.goTo('2026-11-21 10:40')
      const [put = ''] = offered('48h')
      await say(`discard ${id} "twice"`)
      const before = await say(`show ${id}`)
      expect(await press('48h', seeded.chen)).toContain('现在没有要回应的提醒')
      expect(await press('48h', seeded.emma)).toContain('No reminder applies now')
      expect(await press('48h', seeded.chen, 'case:snooze', put)).toContain('现在没有要回应的提醒')
      expect(await press('48h', seeded.chen, 'case:answered')).toContain('没有改动')
      expect(await say(`show ${id}`)).toBe(before)
      expect(names()).toEqual(['48h'])
    })

    test('of a second person, whose page is old, hears who was first, each in their language', async () => {
      await record()
      await stage.goTo('2026-11-21 10:40')
      const old = structuredClone(reminder('48h'))
      await press('48h', seeded.chen)
      const second = await stage.slack.deliver.press({
        user: seeded.emma,
        message: old,
        actionId: 'case:ack',
      })
      await stage.idle()
      const words = wordsOf(second.ephemerals.at(-1) ?? { text: '' })
      expect(words).toContain('already acknowledged by')
      expect(words).toContain(seeded.chen)
      expect(words).toContain('2026-11-21 10:40')
    })

    test('at a reminder that was overtaken says which one applies now', async () => {
      await record()
      await stage.goTo('2026-11-22 10:40')
      expect(await press('48h', seeded.chen)).toContain('现在是“举证答复”提醒（提前 24 小时）')
      expect(JSON.stringify(reminder('24h').blocks)).toContain('case:ack')
    })

    test('as a command does the same, in both languages', async () => {
      const id = await record()
      await stage.goTo('2026-11-21 10:40')
      expect(await say(`知道了 ${id}`, seeded.chen)).toContain('已记下')
      expect(wordsOf(reminder('48h'))).toContain('知道了')
      await stage.goTo('2026-11-22 10:40')
      expect(await say(`ack ${id}`, seeded.emma)).toContain(
        'saw the “answer with proof” reminder (24 hours before)',
      )
      expect(await say(`ack ${id} soon`, seeded.emma)).toContain('“soon”')
    })

    test('after the last reminder keeps saying that the window is open', async () => {
      const id = await record()
      await stage.goTo('2026-11-23 09:35')
      expect(JSON.stringify(reminder('1h').blocks)).not.toContain('case:snooze')
      expect(await press('1h', seeded.chen)).toContain('时间一直在走')
      expect(wordsOf(reminder('1h'))).toContain('时间一直在走')
      expect(await say(`show ${id}`)).toContain('待举证答复')
      await say(`evidence ${id} sent`)
      expect(wordsOf(reminder('1h'))).toContain('知道了')
      expect(wordsOf(reminder('1h'))).not.toContain('时间一直在走')
      await say(`reopen ${id} "not yet"`)
      expect(wordsOf(reminder('1h'))).toContain('时间一直在走')
      await stage.goTo('2026-11-24 08:00')
      expect(names().slice(-2)).toEqual(['due', 'missed'])
    })

    test('by somebody from outside, or about a complaint of another channel, changes nothing', async () => {
      await record()
      await stage.goTo('2026-11-21 10:40')
      stage.slack.workspace.channels.get(seeded.shopA)?.members.add(seeded.outsider)
      await press('48h', seeded.outsider)
      stage.slack.workspace.channels.get(seeded.shopA)?.members.delete(seeded.emma)
      expect(await press('48h', seeded.emma)).toContain('was not found')
      expect(JSON.stringify(reminder('48h').blocks)).toContain('case:ack')
    })
  })

  describe('Putting off', () => {
    test('from the menu brings the reminder back at that time', async () => {
      await record()
      await stage.goTo('2026-11-21 10:40')
      const [first = ''] = offered('48h')
      expect(first).toContain('2026-11-21T03:30')
      expect(await press('48h', seeded.chen, 'case:snooze', first)).toContain('推迟到 2026-11-21 11:30')
      expect(wordsOf(reminder('48h'))).toContain('2026-11-21 11:30 再提醒')
      await stage.goTo('2026-11-21 11:31')
      expect(names()).toEqual(['48h', '48h@2026-11-21T03'])
    })

    test('from an old menu is refused with what is possible now', async () => {
      await record()
      await stage.goTo('2026-11-22 10:40')
      const [first = ''] = offered('24h')
      await stage.goTo('2026-11-22 15:00')
      const answer = await press('24h', seeded.chen, 'case:snooze', first)
      expect(answer).toContain('不能推迟到 2026-11-22 11:30')
      expect(answer).toContain('现在可以推迟到：2026-11-22 16:00')
    })

    test('as a command takes a length, a time of day or a whole time', async () => {
      const id = await record()
      await stage.goTo('2026-11-21 10:40')
      expect(await say(`稍后 ${id} 3小时`)).toContain('推迟到 2026-11-21 13:40')
      expect(await say(`snooze ${id} 1h 30 min`)).toContain('推迟到 2026-11-21 12:10')
      expect(await say(`snooze ${id} until=19:00`)).toContain('推迟到 2026-11-21 19:00')
      expect(await say(`snooze ${id} until="2026-11-21 20:00"`)).toContain('推迟到 2026-11-21 20:00')
      expect(await say(`snooze ${id} until=23:00`)).toContain('不能推迟到 2026-11-21 23:00')
      expect(await say(`snooze ${id} soon`)).toContain('/complaint 稍后')
      expect(await say(`snooze ${id}`)).toContain('还缺再提醒的时间')
      await stage.goTo('2026-11-21 20:01')
      expect(names()).toEqual(['48h', '48h@2026-11-21T12'])
    })

    test('is not offered six hours before, nor at the advice about the buyer', async () => {
      await record()
      await stage.goTo('2026-11-22 21:31')
      expect(offered('6h')).toEqual([])
      const advice = inChannel().find(({ metadata }) =>
        String(metadata?.event_payload.key).includes('contact'),
      )
      expect(JSON.stringify(advice?.blocks)).toMatch(/case:withdrawn.*case:evidence.*case:ack/)
      expect(JSON.stringify(advice?.blocks)).not.toContain('case:snooze')
    })
  })

  describe('When nobody answers', () => {
    const told = (name: string) => ({
      words: wordsOf(reminder(name)),
      channel: reminder(name).broadcast === true,
    })

    test('the backup people are called in the thread, then everybody in the channel; Got it there ends it', async () => {
      await record('due="2026-11-23 15:00"')
      await say('settings backup=@chen,@emma')
      await stage.goTo('2026-11-23 09:29')
      expect(names().at(-1)).toBe('6h')
      await stage.goTo('2026-11-23 09:31')
      const first = told('6h+backup')
      expect(first.channel).toBe(false)
      for (const user of [seeded.chen, seeded.emma, seeded.lin]) expect(first.words).toContain(user)
      expect(reminder('6h+backup').text).toContain(`<@${seeded.chen}> <@${seeded.emma}>`)
      expect(JSON.stringify(reminder('6h+backup').blocks)).not.toContain('broadcast')
      await stage.goTo('2026-11-23 10:01')
      expect(told('6h+channel').channel).toBe(true)
      expect(reminder('6h+channel').text).toContain('<!channel>')
      expect(JSON.stringify(reminder('6h+channel').blocks)).toContain('"type":"broadcast"')
      for (const user of [seeded.chen, seeded.emma, seeded.lin])
        expect(told('6h+channel').words).toContain(user)
      await press('6h+channel', seeded.chen)
      for (const name of ['6h', '6h+backup', '6h+channel']) {
        expect(wordsOf(reminder(name))).toContain('知道了')
        expect(JSON.stringify(reminder(name).blocks)).not.toContain('case:ack')
      }
    })

    test('nobody is called any more once the answer is handed in', async () => {
      const id = await record('due="2026-11-23 15:00"')
      await say('settings backup=@chen')
      await stage.goTo('2026-11-23 09:31')
      await say(`evidence ${id} sent`)
      await stage.goTo('2026-11-23 15:00')
      expect(names().at(-1)).toBe('6h+backup')
    })

    test('an owner in do-not-disturb is backed up at once', async () => {
      await record('due="2026-11-23 15:00"')
      await say('settings backup=@chen')
      const resting = { from: beijing('2026-11-23 08:00'), until: beijing('2026-11-23 12:00') }
      await stage.slack.deliver.doNotDisturb({ user: seeded.lin, ...resting })
      await stage.goTo('2026-11-23 09:01')
      expect(names().slice(-2)).toEqual(['6h', '6h+backup'])
      await stage.goTo('2026-11-23 14:10')
      // Out of it again.
      expect(names().slice(-2)).toEqual(['6h+channel', '1h'])
    })
  })
})
