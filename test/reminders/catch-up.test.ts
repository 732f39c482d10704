import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { ComplaintStore } from '../../src/complaints/store.ts'
import { reopen } from '../../src/complaints/transitions.ts'
import { begun, marked } from '../../src/reminders/delivery/delivery-state.ts'
import { owedReminders } from '../../src/reminders/delivery/due-messages.ts'
import { createDigests } from '../../src/reminders/digests/digests.ts'
import { acknowledge } from '../../src/schedule/reactions.ts'
import type { Slack } from '../../src/slack/slack.ts'
import { at, rules } from '../complaints/given.ts'
import { type Office, openOffice } from './reminder-harness.ts'

const { calendar } = rules
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

const reminders = ({ slack }: Office, like = '') =>
  slack.messages.filter(({ key = '' }) => !/:(card|history):/.test(key) && key.includes(like))
const digests = (office: Office) => reminders(office).filter(({ key }) => key?.startsWith('digest:'))

/** A channel with as many complaints, all told of what is due at 11:01 on the first day. */
async function openedOffice(count = 1) {
  const office = openOffice()
  office.alarm.start()
  const complaints: Complaint[] = []
  for (let n = 0; n < count; n++) complaints.push(await office.create({ order: `order ${n}` }))
  await office.pass('2026-11-20 11:01')
  return { office, complaints, complaint: complaints[0] as Complaint }
}

describe('After downtime', () => {
  it('of days over a whole window there is one message that names all of it, and the plan goes on', async () => {
    const { office, complaint } = await openedOffice()
    await office.sleep('2026-11-26 09:00')
    const [message, more] = reminders(office)
    expect(more).toBeUndefined()
    expect(message?.key).toContain('evidence:missed')
    for (const words of [
      '2026-11-20 12:00 “联系买家”提醒（沟通建议）',
      '2026-11-21 10:30 “举证答复”提醒（提前 48 小时）',
      '2026-11-22 10:30 “举证答复”提醒（提前 24 小时）',
      '2026-11-22 18:00 “举证答复”提醒（最稳妥的一天）',
      '2026-11-22 21:30 “举证答复”提醒（提前 6 小时）',
      '2026-11-23 09:30 “举证答复”提醒（提前 1 小时）',
      '2026-11-23 10:30 “举证答复”提醒（截止已过）',
      '2026-11-24 08:00 “举证答复”提醒（已过期）',
      '2026-11-24 10:00 – 2026-11-25 10:00 “平台处理意见”询问，共 2 次',
      '另外：',
    ])
      expect(message?.words).toContain(words)
    const { sent } = (await office.load(complaint)).outbox
    // What was overtaken is named, not sent.
    expect(Object.keys(sent).map(key => key.replace(/:[^:]+:[^:]+:[^:]+Z$/, ''))).toEqual([
      'evidence:missed',
      'decision:2026-11-25',
    ])
    await office.pass('2026-11-26 10:01')
    expect(reminders(office).map(({ key }) => key?.split(':')[2])).toEqual(['missed', '2026-11-26'])
  })

  it('a deadline that two reminders are about is said once', async () => {
    const { office } = await openedOffice()
    await office.sleep('2026-11-22 12:00')
    const [message] = reminders(office)
    expect(message?.words).toContain('可以和买家谈谈了')
    expect(message?.words.match(/举证答复截止：/g)).toHaveLength(1)
  })

  it('a reminder is late after five minutes, and not before', async () => {
    const inTime = await openedOffice()
    await inTime.office.pass('2026-11-21 10:29')
    await inTime.office.sleep('2026-11-21 10:35')
    expect(reminders(inTime.office, '48h')[0]?.words).not.toContain('补发')
    const late = await openedOffice()
    await late.office.pass('2026-11-21 10:29')
    await late.office.sleep('2026-11-21 10:36')
    expect(reminders(late.office, '48h')[0]?.words).toContain('补发')
  })

  it('what waits for morning is not late, and the buyer is not spoken of at night', async () => {
    const { office } = await openedOffice()
    await office.sleep('2026-11-21 23:00')
    const [message, more] = reminders(office)
    expect(more).toBeUndefined()
    expect(message?.key).toContain('evidence:48h')
    expect(message?.words).not.toContain('沟通建议')
    await office.pass('2026-11-22 08:01')
    const [advice] = reminders(office, 'contact:buyer')
    expect(advice?.words).not.toContain('补发')
  })

  it('a change of quiet hours that puts a reminder into the past makes no late one of it', async () => {
    const { office } = await openedOffice()
    await office.pass('2026-11-22 20:00')
    await office.set({ quiet: { start: 20 * 60, end: 8 * 60 } })
    await office.pass('2026-11-22 20:01')
    expect(reminders(office, 'evidence:6h')).toHaveLength(1)
    expect(reminders(office, 'evidence:6h')[0]?.words).not.toContain('补发')
  })

  it('somebody who becomes a backup by losing the case is not called late', async () => {
    const { office, complaint } = await openedOffice()
    await office.set({ backup: ['U0XIAOYU'] })
    await office.pass('2026-11-23 08:30')
    await office.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await office.pass('2026-11-23 08:31')
    const [message] = reminders(office, 'evidence:6h+backup')
    expect(message?.text).toContain('<@U0XIAOYU>')
    expect(message?.text).not.toContain('补发')
  })

  it.each([
    ['after the window has closed was never to be told', '2026-11-24 07:00', false],
    ['before that was to be told from then on', '2026-11-23 23:30', true],
  ])('somebody who becomes a backup %s', async (_, when, isMissed) => {
    const office = openOffice('2026-11-21 09:00')
    office.alarm.start()
    await office.set({ backup: ['U0XIAOYU'] })
    const complaint = await office.create({ received: at('2026-11-20 23:55'), filed: at('2026-11-20 23:55') })
    await office.pass('2026-11-23 23:20')
    expect(reminders(office).at(-1)?.key).toContain('evidence:1h+channel')
    office.slack.fault = call =>
      call.what === 'post' ? { kind: 'busy', waitMs: 0, error: '503' } : undefined
    await office.pass(when)
    await office.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await office.pass('2026-11-24 07:59')
    office.slack.fault = () => undefined
    await office.pass('2026-11-24 08:01')
    const message = reminders(office).at(-1)
    expect(message?.key).toContain('evidence:missed')
    expect(message?.text.includes('补发')).toBe(isMissed)
    expect(message?.words.includes('2026-11-23 23:30')).toBe(isMissed)
  })

  it('a call of others about a reminder that came days before its time is missed from that time on', async () => {
    const { office, complaint } = await openedOffice()
    await office.pass('2026-11-22 21:00')
    const early = { kind: 'reminder' as const, key: 'evidence:6h:2026-11-23T02:30:00.000Z' }
    await office.change(complaint, fresh => marked(fresh, early, String(at('2026-11-20 12:00') / 1000), 0))
    await office.sleep('2026-11-23 09:20')
    await office.pass('2026-11-23 09:21')
    const message = reminders(office).at(-1)
    expect(message?.key).toContain('evidence:6h+channel')
    expect(message?.words).toContain('2026-11-22 21:30 “举证答复”提醒')
  })

  it('an urgent reminder that came late calls others half an hour later, unless somebody answers', async () => {
    const { office } = await openedOffice()
    await office.pass('2026-11-22 21:00')
    await office.sleep('2026-11-23 09:45')
    expect(reminders(office, 'evidence:1h:')).toHaveLength(1)
    await office.pass('2026-11-23 10:01')
    // A third of what was left.
    expect(reminders(office, '1h+channel')).toHaveLength(1)
    expect(reminders(office, '1h+channel')[0]?.words).not.toContain('补发')
  })

  it('one that was tried in vain before another came due goes with it', async () => {
    const { office } = await openedOffice()
    office.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
    await office.pass('2026-11-21 10:40')
    office.slack.fault = () => undefined
    await office.pass('2026-11-21 10:42')
    const [message, more] = reminders(office)
    expect(more).toBeUndefined()
    for (const words of ['沟通建议', '提前 48 小时', '可以和买家谈谈了'])
      expect(message?.words).toContain(words)
  })

  it.each(['absent', 'cannot', 'later'] as const)(
    'advice that went with one that was tried in vain (looked for: %s) waits for morning once it is night',
    async found => {
      const { office } = await openedOffice()
      office.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
      await office.sleep('2026-11-21 21:59')
      expect(reminders(office)).toEqual([])
      office.slack.fault = call => (call.what === 'find' && found !== 'absent' ? { kind: found } : undefined)
      await office.sleep('2026-11-22 01:29')
      await office.pass('2026-11-22 01:40')
      const [message, more] = reminders(office).filter(({ channel }) => channel === 'C1')
      expect(more).toBeUndefined()
      expect(message?.key).toContain('evidence:48h')
      expect(message?.words).not.toContain('可以和买家谈谈了')
      await office.pass('2026-11-22 08:01')
      expect(reminders(office, 'contact:buyer')).toHaveLength(1)
    },
  )

  it('advice that went with one that was tried in vain comes by itself where the case was closed and opened again meanwhile', async () => {
    const { office, complaint } = await openedOffice()
    office.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
    await office.sleep('2026-11-21 12:00')
    await office.doing(complaint, { type: 'dismissed' })
    await office.calm()
    office.slack.fault = () => undefined
    await office.pass('2026-11-21 18:00')
    expect(reminders(office)).toEqual([])
    await office.change(complaint, (now, by) => reopen(now, 'the wrong one', by))
    await office.pass('2026-11-21 18:05')
    expect(reminders(office, 'evidence:48h')).toHaveLength(1)
    expect(reminders(office, 'contact:buyer')).toHaveLength(1)
  })

  it('a late reminder that has to go after another one says that it is late, too', async () => {
    const { office } = await openedOffice()
    office.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
    await office.pass('2026-11-20 12:00')
    office.slack.fault = call => (call.what === 'find' ? { kind: 'cannot' } : undefined)
    await office.sleep('2026-11-21 12:00')
    const [advice, reminder, more] = reminders(office)
    expect(more).toBeUndefined()
    expect(advice?.key).toContain('contact:buyer')
    expect(advice?.words).toContain('补发')
    expect(reminder?.key).toContain('evidence:48h')
    expect(reminder?.words).toContain('补发')
  })

  it('one whose answer was lost tells the same once somebody has answered it', async () => {
    const { office, complaint } = await openedOffice()
    let lost = 0
    office.slack.fault = call =>
      call.what === 'post' && lost++ === 0 ? { kind: 'unknown', posted: true } : undefined
    await office.sleep('2026-11-21 12:00')
    await office.pass('2026-11-21 12:05')
    const [message, more] = reminders(office)
    expect(more).toBeUndefined()
    const told = ['补发', '沟通建议', '可以和买家谈谈了']
    for (const words of told) expect(message?.words).toContain(words)
    const rung = message?.key?.slice(complaint.id.length + 1) ?? ''
    await office.changeUnder(complaint, (now, settings, by) =>
      acknowledge(now, rung, { calendar, settings }, by),
    )
    await office.pass('2026-11-21 12:10')
    expect(message?.updates).toBeGreaterThan(0)
    for (const words of told) expect(message?.words).toContain(words)
  })

  it('an overtaken reminder that stands there after all is not called missed', async () => {
    const { office } = await openedOffice()
    let lost = 0
    office.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    await office.pass('2026-11-21 10:30')
    await office.sleep('2026-11-22 12:00')
    const message = reminders(office).at(-1)
    expect(message?.key).toContain('24h')
    expect(message?.words).toContain('提前 24 小时')
    expect(message?.words).not.toContain('提前 48 小时')
  })
})

describe('Many late reminders of one channel', () => {
  const late = '2026-11-21 12:00'

  it('are one message; five are five', async () => {
    const five = await openedOffice(5)
    await five.office.sleep(late)
    await five.office.pass('2026-11-21 12:01')
    expect([digests(five.office).length, reminders(five.office).length]).toEqual([0, 5])
    const six = await openedOffice(6)
    await six.office.sleep(late)
    await six.office.pass('2026-11-21 12:01')
    expect([digests(six.office).length, reminders(six.office).length]).toEqual([1, 1])
    for (const { id } of six.complaints) expect(digests(six.office)[0]?.words).toContain(id)
  })

  it('are as few messages of one size as have room for them', async () => {
    const { office, complaints } = await openedOffice(44)
    await office.pass('2026-11-20 11:05')
    await office.sleep(late)
    await office.pass('2026-11-21 12:01')
    const named = digests(office).map(({ words }) => complaints.filter(({ id }) => words.includes(id)).length)
    expect(named).toEqual([22, 22])
    expect(reminders(office)).toHaveLength(2)
  })

  it('leave out what was settled while the machine slept', async () => {
    const { office, complaints } = await openedOffice(7)
    await office.pass('2026-11-21 10:00')
    const [done] = complaints
    if (!done) throw new Error('none')
    office.alarm.stop()
    await office.doing(done, { type: 'answered' })
    await office.sleep(late)
    office.alarm.start()
    await office.pass('2026-11-21 12:01')
    expect(digests(office)[0]?.words).not.toContain(done.id)
  })

  it.each([true, false])('whose answer was lost (posted: %s) stand there once', async posted => {
    const { office, complaints } = await openedOffice(8)
    let lost = 0
    office.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:') && lost++ === 0
        ? { kind: 'unknown', posted }
        : undefined
    await office.sleep(late)
    await office.pass('2026-11-21 12:02')
    expect([digests(office).length, reminders(office, 'evidence').length]).toEqual([1, 0])
    for (const each of complaints) {
      const { sent, sending } = (await office.load(each)).outbox
      expect(Object.values(sent)).toContain(digests(office)[0]?.ts)
      expect(sending).toBeUndefined()
    }
  })

  it('are one message although the first of them waits for a lost answer, and nothing can be looked for', async () => {
    const { office, complaint } = await openedOffice(8)
    office.alarm.stop()
    await office.doing(complaint, { type: 'noted', text: 'called the buyer' })
    let lost = 0
    office.slack.fault = call => {
      if (call.what === 'find') return { kind: 'cannot' }
      const isNote = call.what === 'post' && call.key?.includes(':history:')
      return isNote && lost++ === 0 ? { kind: 'unknown', posted: false } : undefined
    }
    await office.sleep(late)
    office.alarm.start()
    await office.pass('2026-11-21 12:03')
    expect([digests(office).length, reminders(office, 'evidence').length]).toEqual([1, 0])
  })

  it('stand there once, although another process sends them again while this one looks for them', async () => {
    const { office, complaints } = await openedOffice(7)
    office.slack.fault = ({ what, key }) =>
      what === 'post' && key?.startsWith('digest:') ? { kind: 'unknown', posted: false } : undefined
    office.slack.hold = async ({ what, key }) => {
      if (what !== 'find' || !key?.startsWith('digest:')) return
      for (const each of complaints)
        await office.store.change(each, (fresh, settings) => {
          const [post] = owedReminders(fresh, { calendar, settings }, office.clock.now())
          return post ? begun(fresh, post, office.clock.now(), key) : fresh
        })
      office.slack.fault = () => undefined
      office.slack.hold = () => undefined
    }
    await office.sleep(late)
    await office.pass('2026-11-21 12:01')
    expect(reminders(office)).toEqual([])
    for (const each of complaints)
      expect((await office.load(each)).outbox.sending?.digest).toMatch(/^digest:/)
    // Nothing came of it, which is found out at the end of its time.
    await office.pass('2026-11-21 12:05')
    expect([digests(office).length, reminders(office).length]).toEqual([1, 1])
  })

  it('that Slack refuses come one by one', async () => {
    const { office } = await openedOffice(7)
    office.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:')
        ? { kind: 'refused', error: 'invalid_blocks' }
        : undefined
    await office.sleep(late)
    await office.pass('2026-11-21 12:02')
    expect(reminders(office, 'evidence:48h')).toHaveLength(7)
  })

  it('that are always lost come one by one, while what goes by itself arrives', async () => {
    const { office } = await openedOffice(7)
    office.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:') ? { kind: 'unknown', posted: false } : undefined
    await office.sleep(late)
    await office.pass('2026-11-21 12:10')
    expect(reminders(office, 'evidence:48h')).toHaveLength(7)
  })
})

describe('A process that dies while it sends a digest', () => {
  /** Everything that it asks of others, of which the nth has no answer, and does or does not come about. */
  async function dyingAt(nth: number, happens: boolean) {
    const { office, complaints, complaint } = await openedOffice(7)
    await office.pass('2026-11-21 10:00')
    await office.alarm.stop()
    await office.pass('2026-11-21 12:00')
    let calls = 0
    const mortal =
      <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (calls >= nth) throw new Error('dead')
        if (++calls < nth) return call(...args)
        if (happens) await call(...args)
        throw new Error('dead')
      }
    const store: ComplaintStore = { ...office.store, change: mortal(office.store.change) }
    const slack: Slack = { ...office.slack, post: mortal(office.slack.post) }
    const digest = createDigests({
      store,
      calendar,
      slackOf: () => slack,
      now: office.clock.now,
      log,
      count: () => {},
    })
    const dies = await digest.send(complaint, defaultSettings).then(
      () => false,
      () => true,
    )
    office.alarm.start()
    await office.pass('2026-11-21 12:02')
    return { office, complaints, dies }
  }

  it.each([true, false])(
    'at any step loses nothing and doubles nothing (its last call came through: %s)',
    async happens => {
      let steps = 0
      for (let nth = 1; ; nth++) {
        const { office, complaints, dies } = await dyingAt(nth, happens)
        if (!dies) break
        steps++
        const said = complaints.map(
          ({ id }) =>
            reminders(office).filter(({ key, words }) => key?.includes(id) || words.includes(id)).length,
        )
        // The digest's own key has the id of the one that came first.
        expect(said, `dead at ${nth}`).toEqual(complaints.map(() => 2))
        expect(digests(office).length, `dead at ${nth}`).toBe(1)
      }
      expect(steps).toBe(15)
    },
  )
})
