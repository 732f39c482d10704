import { seeded } from 'local-slack/seed.ts'
import type { Faults } from 'local-slack/server.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

describe.each(ways)('over %s', over => {
  let stage: Stage
  let fault: Faults
  beforeEach(async () => {
    fault = () => undefined
    stage = await openStage({ at: '2026-11-20 11:00', over, faults: (...call) => fault(...call) })
  })
  afterEach(() => stage.close())

  async function typed(text: string, user: string = seeded.lin, channel: string = seeded.shopA) {
    const delivery = await stage.slack.deliver.command({ user, channel, command: '/complaint', text })
    expect(delivery.error).toBeUndefined()
    await stage.idle()
    const reply = delivery.ephemerals.at(-1)
    if (!reply) throw new Error('no reply')
    return reply
  }
  const say = async (text: string, user?: string, channel?: string) =>
    wordsOf(await typed(text, user, channel))
  const people = (words: string) => words.match(/U0[A-Z]+/g) ?? []

  describe('Settings as text', () => {
    test('set the backup people, the quiet hours and the language, in both languages, and show all three', async () => {
      const first = await say('settings backup=@chen,@emma quiet=21:30-07:15 lang=en')
      expect(people(first)).toEqual([seeded.chen, seeded.emma])
      expect(first).toContain('静默时段：每天 21:30-07:15')
      expect(first).toContain('语言：英文')
      const second = await say('设置 后备＝@lin、@chen 静默＝２３：００－０６：００ 语言=中文')
      expect(people(second)).toEqual([seeded.lin, seeded.chen])
      expect(second).toContain('23:00-06:00')
      expect(second).toContain('语言：中文')
      expect(people(await say('settings'))).toEqual([seeded.lin, seeded.chen])
    })

    test.each([
      ['backup=none quiet=off', '后备=无 静默=关'],
      ['backup= quiet=', 'backup=无 quiet=none'],
    ])('clear with %s or %s', async (english, chinese) => {
      for (const words of [english, chinese]) {
        await say('settings backup=@chen quiet=21:00-07:00')
        const cleared = await say(`settings ${words}`)
        expect(cleared).toContain('后备人员：没有设置')
        expect(cleared).toContain('静默时段：没有')
      }
    })

    test('change only what is named', async () => {
      await say('settings backup=@chen quiet=21:00-07:00')
      expect(await say('settings lang=en')).toContain('21:00-07:00')
      expect(people(await say('settings quiet=off'))).toEqual([seeded.chen])
    })

    test.each([
      ['quiet=22-8', '22:00-08:00'],
      ['quiet=22:00-22:00', '22:00-08:00'],
      ['quiet=25:00-08:00', '22:00-08:00'],
      ['quiet=08:00-00:01', '最长 16 小时'],
      ['quiet=06:00-23:00', '“06:00-23:00”太长，最长 16 小时'],
      ['quiet=22:00-22:00', '“22:00-22:00”起止相同'],
      ['quiet=25:00-08:00', '看不懂'],
      ['backup=chen', '请输入 @'],
      ['backup=@chen,nobody', 'nobody'],
      ['mood=good', '后备= 静默= 语言='],
    ])('refuse %s and say what to type', async (words, says) => {
      expect(await say(`settings ${words}`)).toContain(says)
      expect(await say('settings')).toContain('后备人员：没有设置')
      expect(await say('settings')).toContain('22:00-08:00')
    })

    test('take 16 hours of quiet and 24:00, and no more', async () => {
      expect(await say('settings quiet=08:00-24:00')).toContain('08:00-24:00')
      expect(await say('settings quiet=0:00~8:00')).toContain('00:00-08:00')
    })

    test('take only people whom a reminder reaches: members of the channel, no bots, of this workspace', async () => {
      const emma = stage.slack.workspace.channels.get(seeded.shopA)?.members
      emma?.delete(seeded.emma)
      const elsewhere = await say('settings backup=@chen,@emma')
      expect(elsewhere).toContain('Emma Reid 不在这个频道里')
      expect(elsewhere).not.toContain('陈默')
      expect(await say(`settings backup=<@${seeded.bot}>`)).toContain('是机器人')
      expect(await say(`settings backup=<@${seeded.outsider}>`, seeded.lin, seeded.shared)).toContain(
        'Sam Okoro 不是本工作区的在职成员',
      )
      expect(await say('settings')).toContain('后备人员：没有设置')
      emma?.add(seeded.emma)
      await stage.goTo('2026-11-20 11:01')
      expect(people(await say('settings backup=@emma'))).toEqual([seeded.emma])
    })

    test('in a channel without the app: it joins a public one, of a private one it asks to be invited', async () => {
      const lounge = stage.slack.workspace.channels.get(seeded.noApp)?.members
      expect(people(await say('settings backup=@chen', seeded.lin, seeded.noApp))).toEqual([seeded.chen])
      expect(lounge).toContain(seeded.bot)
      const refused = await say('settings backup=@lin quiet=off', seeded.lin, seeded.secret)
      expect(refused).toContain('/invite @Shensu')
      expect(refused).toContain('quiet=off')
      expect(await say('settings backup=none', seeded.lin, seeded.secret)).toContain('后备人员：没有设置')
    })

    test('move the reminders of complaints that are open', async () => {
      await say('new order=8812 received="2026-11-20 10:30"')
      await say('settings quiet=17:00-09:00')
      await stage.goTo('2026-11-22 16:31')
      const keys = (stage.slack.workspace.messages.get(seeded.shopA) ?? []).map(({ metadata }) =>
        String(metadata?.event_payload.key),
      )
      expect(keys.at(-1)).toContain('evidence:6h')
    })
  })

  describe('Settings in a form', () => {
    async function open(user: string = seeded.lin) {
      const message = await typed('settings', user)
      const pressed = await stage.slack.deliver.press({ user, message, actionId: 'case:settings' })
      await stage.idle()
      return pressed
    }

    test('shows what is set, and changes what was changed in it', async () => {
      await say('settings backup=@chen quiet=21:00-07:00')
      await open()
      const changed = { backup: [seeded.chen, seeded.emma], 'quiet-until': '06:30', lang: 'en' }
      const saved = await stage.slack.deliver.submit({ user: seeded.lin, values: changed })
      expect(saved.outcome).toBe('closed')
      await stage.idle()
      const now = await say('settings')
      expect(people(now)).toEqual([seeded.chen, seeded.emma])
      expect(now).toContain('21:00-06:30')
      expect(now).toContain('语言：英文')
    })

    test('turns quiet hours off and on again, and clears the backup people', async () => {
      await say('settings backup=@chen')
      await open()
      await stage.slack.deliver.submit({ user: seeded.lin, values: { backup: null, 'quiet-off': ['off'] } })
      await stage.idle()
      const off = await say('settings')
      expect(off).toContain('静默时段：没有')
      expect(off).toContain('后备人员：没有设置')
      await open()
      await stage.slack.deliver.submit({ user: seeded.lin, values: { 'quiet-off': null } })
      await stage.idle()
      expect(await say('settings')).toContain('22:00-08:00')
    })

    test('says at the field who cannot back up, and keeps the rest unsaved', async () => {
      await open()
      const values = { backup: [seeded.bot], 'quiet-until': '06:30' }
      const kept = await stage.slack.deliver.submit({ user: seeded.lin, values })
      expect(kept.outcome).toBe('errors')
      expect(kept.errors.backup).toContain('是机器人')
      expect(await say('settings')).toContain('22:00-08:00')
    })

    test('says at the field who is not in the channel, and whom Slack does not know', async () => {
      stage.slack.workspace.channels.get(seeded.shopA)?.members.delete(seeded.emma)
      await open()
      const submit = (backup: string[]) =>
        stage.slack.deliver.submit({ user: seeded.lin, values: { backup } })
      const elsewhere = await submit([seeded.chen, seeded.emma])
      expect(elsewhere.errors).toEqual({ backup: expect.stringMatching(/^Emma Reid 不在这个频道里/) })
      const nobody = await submit([seeded.chen, 'U0NOBODY'])
      expect(nobody.errors).toEqual({ backup: expect.stringMatching(/^Slack 里找不到 U0NOBODY/) })
      expect(await say('settings')).toContain('后备人员：没有设置')
    })

    test('says at the field that backup people cannot be checked just now, and takes nobody for absent meanwhile', async () => {
      await open()
      const submit = () =>
        stage.slack.deliver.submit({ user: seeded.lin, values: { lang: 'en', backup: [seeded.chen] } })
      fault = (method, { user }) =>
        method === 'users.info' && user === seeded.chen ? { before: 500 } : undefined
      expect((await submit()).errors).toEqual({
        backup: expect.stringContaining('暂时无法向 Slack 核对后备人员'),
      })
      stage.slack.workspace.channels.get(seeded.shopA)?.members.delete(seeded.chen)
      await stage.goTo('2026-11-20 11:06')
      fault = () => undefined
      // A list without 陈默 is remembered from here on.
      await open()
      stage.slack.workspace.channels.get(seeded.shopA)?.members.add(seeded.chen)
      fault = method => (method === 'conversations.members' ? { before: 500 } : undefined)
      expect(await say('settings backup=@chen')).toContain('暂时无法向 Slack 核对后备人员')
      fault = () => undefined
      expect((await submit()).outcome).toBe('closed')
    })

    test('says at the field why hours that can be read are not taken', async () => {
      await open()
      const submit = (from: string, until: string) =>
        stage.slack.deliver.submit({ user: seeded.lin, values: { quiet: from, 'quiet-until': until } })
      const long = await submit('06:00', '23:00')
      expect(long.errors).toEqual({ quiet: expect.stringContaining('“06:00-23:00”太长，最长 16 小时') })
      const none = await submit('08:00', '08:00')
      expect(none.errors).toEqual({ quiet: expect.stringContaining('“08:00-08:00”起止相同') })
      expect((await submit('07:00', '23:00')).outcome).toBe('closed')
    })

    test('does not undo what others set meanwhile', async () => {
      await open()
      await say('settings backup=@emma', seeded.chen)
      await stage.slack.deliver.submit({ user: seeded.lin, values: { lang: 'en' } })
      await stage.idle()
      expect(people(await say('settings'))).toEqual([seeded.emma])
    })

    test('opens and saves only for members of the channel', async () => {
      const message = await typed('settings', seeded.emma)
      stage.slack.workspace.channels.get(seeded.shopA)?.members.delete(seeded.emma)
      const pressed = await stage.slack.deliver.press({
        user: seeded.emma,
        message,
        actionId: 'case:settings',
      })
      await stage.idle()
      expect(wordsOf(pressed.ephemerals.at(-1) ?? { text: '' })).toContain('could not be checked')
      await open()
      stage.slack.workspace.channels.get(seeded.shopA)?.members.delete(seeded.lin)
      await stage.goTo('2026-11-20 11:10')
      const kept = await stage.slack.deliver.submit({ user: seeded.lin, values: { lang: 'en' } })
      expect(kept.outcome).toBe('errors')
    })
  })
})
