import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { ComplaintStore } from '../../src/complaints/store.ts'
import { reopen } from '../../src/complaints/transitions.ts'
import { attemptStarted, messagePosted } from '../../src/reminders/delivery/delivery-state.ts'
import { dueReminderPosts } from '../../src/reminders/delivery/due-messages.ts'
import { createLostDigests } from '../../src/reminders/digests/lost-digests.ts'
import { sendDigest } from '../../src/reminders/digests/send-digest.ts'
import { acknowledge } from '../../src/schedule/reactions.ts'
import type { Slack } from '../../src/slack/slack.ts'
import { at, rules } from '../complaints/given.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

const { calendar } = rules
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

const reminders = ({ slack }: ReminderHarness, like = '') =>
  slack.messages.filter(({ key = '' }) => !/:(card|history):/.test(key) && key.includes(like))
const digests = (harness: ReminderHarness) =>
  reminders(harness).filter(({ key }) => key?.startsWith('digest:'))

/** A channel with as many complaints, all told of what is due at 11:01 on the first day. */
async function startedHarness(count = 1) {
  const harness = startHarness()
  harness.scheduler.start()
  const complaints: Complaint[] = []
  for (let n = 0; n < count; n++) complaints.push(await harness.create({ order: `order ${n}` }))
  await harness.pass('2026-11-20 11:01')
  return { harness, complaints, complaint: complaints[0] as Complaint }
}

describe('After downtime', () => {
  it('of days over a whole window there is one message that names all of it, and the plan goes on', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.sleep('2026-11-26 09:00')
    const [message, more] = reminders(harness)
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
    const { sent } = (await harness.load(complaint)).outbox
    // What was overtaken is named, not sent.
    expect(Object.keys(sent).map(key => key.replace(/:[^:]+:[^:]+:[^:]+Z$/, ''))).toEqual([
      'evidence:missed',
      'decision:2026-11-25',
    ])
    await harness.pass('2026-11-26 10:01')
    expect(reminders(harness).map(({ key }) => key?.split(':')[2])).toEqual(['missed', '2026-11-26'])
  })

  it('a deadline that two reminders are about is said once', async () => {
    const { harness } = await startedHarness()
    await harness.sleep('2026-11-22 12:00')
    const [message] = reminders(harness)
    expect(message?.words).toContain('可以和买家谈谈了')
    expect(message?.words.match(/举证答复截止：/g)).toHaveLength(1)
  })

  it('a reminder is late after five minutes, and not before', async () => {
    const inTime = await startedHarness()
    await inTime.harness.pass('2026-11-21 10:29')
    await inTime.harness.sleep('2026-11-21 10:35')
    expect(reminders(inTime.harness, '48h')[0]?.words).not.toContain('补发')
    const late = await startedHarness()
    await late.harness.pass('2026-11-21 10:29')
    await late.harness.sleep('2026-11-21 10:36')
    expect(reminders(late.harness, '48h')[0]?.words).toContain('补发')
  })

  it('what waits for morning is not late, and the buyer is not spoken of at night', async () => {
    const { harness } = await startedHarness()
    await harness.sleep('2026-11-21 23:00')
    const [message, more] = reminders(harness)
    expect(more).toBeUndefined()
    expect(message?.key).toContain('evidence:48h')
    expect(message?.words).not.toContain('沟通建议')
    await harness.pass('2026-11-22 08:01')
    const [advice] = reminders(harness, 'contact:buyer')
    expect(advice?.words).not.toContain('补发')
  })

  it('a change of quiet hours that puts a reminder into the past makes no late one of it', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-22 20:00')
    await harness.set({ quiet: { start: 20 * 60, end: 8 * 60 } })
    await harness.pass('2026-11-22 20:01')
    expect(reminders(harness, 'evidence:6h')).toHaveLength(1)
    expect(reminders(harness, 'evidence:6h')[0]?.words).not.toContain('补发')
  })

  it('somebody who becomes a backup by losing the case is not called late', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ backup: ['U0XIAOYU'] })
    await harness.pass('2026-11-23 08:30')
    await harness.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await harness.pass('2026-11-23 08:31')
    const [message] = reminders(harness, 'evidence:6h+backup')
    expect(message?.text).toContain('<@U0XIAOYU>')
    expect(message?.text).not.toContain('补发')
  })

  it.each([
    ['after the window has closed was never to be told', '2026-11-24 07:00', false],
    ['before that was to be told from then on', '2026-11-23 23:30', true],
  ])('somebody who becomes a backup %s', async (_, when, isMissed) => {
    const harness = startHarness('2026-11-21 09:00')
    harness.scheduler.start()
    await harness.set({ backup: ['U0XIAOYU'] })
    const complaint = await harness.create({
      received: at('2026-11-20 23:55'),
      filed: at('2026-11-20 23:55'),
    })
    await harness.pass('2026-11-23 23:20')
    expect(reminders(harness).at(-1)?.key).toContain('evidence:1h+channel')
    harness.slack.fault = call =>
      call.what === 'post' ? { kind: 'busy', waitMs: 0, error: '503' } : undefined
    await harness.pass(when)
    await harness.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await harness.pass('2026-11-24 07:59')
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-24 08:01')
    const message = reminders(harness).at(-1)
    expect(message?.key).toContain('evidence:missed')
    expect(message?.text.includes('补发')).toBe(isMissed)
    expect(message?.words.includes('2026-11-23 23:30')).toBe(isMissed)
  })

  it('a call of others about a reminder that came days before its time is missed from that time on', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-22 21:00')
    const early = { kind: 'reminder' as const, key: 'evidence:6h:2026-11-23T02:30:00.000Z' }
    await harness.change(complaint, fresh =>
      messagePosted(fresh, early, String(at('2026-11-20 12:00') / 1000), 0),
    )
    await harness.sleep('2026-11-23 09:20')
    await harness.pass('2026-11-23 09:21')
    const message = reminders(harness).at(-1)
    expect(message?.key).toContain('evidence:6h+channel')
    expect(message?.words).toContain('2026-11-22 21:30 “举证答复”提醒')
  })

  it('an urgent reminder that came late calls others half an hour later, unless somebody answers', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-22 21:00')
    await harness.sleep('2026-11-23 09:45')
    expect(reminders(harness, 'evidence:1h:')).toHaveLength(1)
    await harness.pass('2026-11-23 10:01')
    // A third of what was left.
    expect(reminders(harness, '1h+channel')).toHaveLength(1)
    expect(reminders(harness, '1h+channel')[0]?.words).not.toContain('补发')
  })

  it('one that was tried in vain before another came due goes with it', async () => {
    const { harness } = await startedHarness()
    harness.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
    await harness.pass('2026-11-21 10:40')
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-21 10:42')
    const [message, more] = reminders(harness)
    expect(more).toBeUndefined()
    for (const words of ['沟通建议', '提前 48 小时', '可以和买家谈谈了'])
      expect(message?.words).toContain(words)
  })

  it.each(['absent', 'cannot', 'later'] as const)(
    'advice that went with one that was tried in vain (looked for: %s) waits for morning once it is night',
    async found => {
      const { harness } = await startedHarness()
      harness.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
      await harness.sleep('2026-11-21 21:59')
      expect(reminders(harness)).toEqual([])
      harness.slack.fault = call => (call.what === 'find' && found !== 'absent' ? { kind: found } : undefined)
      await harness.sleep('2026-11-22 01:29')
      await harness.pass('2026-11-22 01:40')
      const [message, more] = reminders(harness).filter(({ channel }) => channel === 'C1')
      expect(more).toBeUndefined()
      expect(message?.key).toContain('evidence:48h')
      expect(message?.words).not.toContain('可以和买家谈谈了')
      await harness.pass('2026-11-22 08:01')
      expect(reminders(harness, 'contact:buyer')).toHaveLength(1)
    },
  )

  it('advice that went with one that was tried in vain comes by itself where the case was closed and opened again meanwhile', async () => {
    const { harness, complaint } = await startedHarness()
    harness.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
    await harness.sleep('2026-11-21 12:00')
    await harness.doing(complaint, { type: 'dismissed' })
    await harness.calm()
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-21 18:00')
    expect(reminders(harness)).toEqual([])
    await harness.change(complaint, (now, by) => reopen(now, 'the wrong one', by))
    await harness.pass('2026-11-21 18:05')
    expect(reminders(harness, 'evidence:48h')).toHaveLength(1)
    expect(reminders(harness, 'contact:buyer')).toHaveLength(1)
  })

  it('a late reminder that has to go after another one says that it is late, too', async () => {
    const { harness } = await startedHarness()
    harness.slack.fault = call => (call.what === 'post' ? { kind: 'unknown', posted: false } : undefined)
    await harness.pass('2026-11-20 12:00')
    harness.slack.fault = call => (call.what === 'find' ? { kind: 'cannot' } : undefined)
    await harness.sleep('2026-11-21 12:00')
    const [advice, reminder, more] = reminders(harness)
    expect(more).toBeUndefined()
    expect(advice?.key).toContain('contact:buyer')
    expect(advice?.words).toContain('补发')
    expect(reminder?.key).toContain('evidence:48h')
    expect(reminder?.words).toContain('补发')
  })

  it('one whose answer was lost tells the same once somebody has answered it', async () => {
    const { harness, complaint } = await startedHarness()
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'post' && lost++ === 0 ? { kind: 'unknown', posted: true } : undefined
    await harness.sleep('2026-11-21 12:00')
    await harness.pass('2026-11-21 12:05')
    const [message, more] = reminders(harness)
    expect(more).toBeUndefined()
    const told = ['补发', '沟通建议', '可以和买家谈谈了']
    for (const words of told) expect(message?.words).toContain(words)
    const reminder = message?.key?.slice(complaint.id.length + 1) ?? ''
    await harness.changeUnder(complaint, (now, settings, by) =>
      acknowledge(now, reminder, { calendar, settings }, by),
    )
    await harness.pass('2026-11-21 12:10')
    expect(message?.updates).toBeGreaterThan(0)
    for (const words of told) expect(message?.words).toContain(words)
  })

  it('an overtaken reminder that stands there after all is not called missed', async () => {
    const { harness } = await startedHarness()
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    await harness.pass('2026-11-21 10:30')
    await harness.sleep('2026-11-22 12:00')
    const message = reminders(harness).at(-1)
    expect(message?.key).toContain('24h')
    expect(message?.words).toContain('提前 24 小时')
    expect(message?.words).not.toContain('提前 48 小时')
  })
})

describe('Many late reminders of one channel', () => {
  const late = '2026-11-21 12:00'

  it('are one message; five are five', async () => {
    const five = await startedHarness(5)
    await five.harness.sleep(late)
    await five.harness.pass('2026-11-21 12:01')
    expect([digests(five.harness).length, reminders(five.harness).length]).toEqual([0, 5])
    const six = await startedHarness(6)
    await six.harness.sleep(late)
    await six.harness.pass('2026-11-21 12:01')
    expect([digests(six.harness).length, reminders(six.harness).length]).toEqual([1, 1])
    for (const { id } of six.complaints) expect(digests(six.harness)[0]?.words).toContain(id)
  })

  it('are as few messages of one size as have room for them', async () => {
    const { harness, complaints } = await startedHarness(44)
    await harness.pass('2026-11-20 11:05')
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:01')
    const named = digests(harness).map(
      ({ words }) => complaints.filter(({ id }) => words.includes(id)).length,
    )
    expect(named).toEqual([22, 22])
    expect(reminders(harness)).toHaveLength(2)
  })

  it('leave out what was settled while the machine slept', async () => {
    const { harness, complaints } = await startedHarness(7)
    await harness.pass('2026-11-21 10:00')
    const [done] = complaints
    if (!done) throw new Error('none')
    harness.scheduler.stop()
    await harness.doing(done, { type: 'answered' })
    await harness.sleep(late)
    harness.scheduler.start()
    await harness.pass('2026-11-21 12:01')
    expect(digests(harness)[0]?.words).not.toContain(done.id)
  })

  it.each([true, false])('whose answer was lost (posted: %s) stand there once', async posted => {
    const { harness, complaints } = await startedHarness(8)
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:') && lost++ === 0
        ? { kind: 'unknown', posted }
        : undefined
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:02')
    expect([digests(harness).length, reminders(harness, 'evidence').length]).toEqual([1, 0])
    for (const each of complaints) {
      const { sent, sending } = (await harness.load(each)).outbox
      expect(Object.values(sent)).toContain(digests(harness)[0]?.ts)
      expect(sending).toBeUndefined()
    }
  })

  it('are one message although the first of them waits for a lost answer, and nothing can be looked for', async () => {
    const { harness, complaint } = await startedHarness(8)
    harness.scheduler.stop()
    await harness.doing(complaint, { type: 'noted', text: 'called the buyer' })
    let lost = 0
    harness.slack.fault = call => {
      if (call.what === 'find') return { kind: 'cannot' }
      const isNote = call.what === 'post' && call.key?.includes(':history:')
      return isNote && lost++ === 0 ? { kind: 'unknown', posted: false } : undefined
    }
    await harness.sleep(late)
    harness.scheduler.start()
    await harness.pass('2026-11-21 12:03')
    expect([digests(harness).length, reminders(harness, 'evidence').length]).toEqual([1, 0])
  })

  it('stand there once, although another process sends them again while this one looks for them', async () => {
    const { harness, complaints } = await startedHarness(7)
    harness.slack.fault = ({ what, key }) =>
      what === 'post' && key?.startsWith('digest:') ? { kind: 'unknown', posted: false } : undefined
    harness.slack.hold = async ({ what, key }) => {
      if (what !== 'find' || !key?.startsWith('digest:')) return
      for (const each of complaints)
        await harness.store.change(each, (fresh, settings) => {
          const [post] = dueReminderPosts(fresh, { calendar, settings }, harness.clock.now())
          return post ? attemptStarted(fresh, post, harness.clock.now(), key) : fresh
        })
      harness.slack.fault = () => undefined
      harness.slack.hold = () => undefined
    }
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:01')
    expect(reminders(harness)).toEqual([])
    for (const each of complaints)
      expect((await harness.load(each)).outbox.sending?.digest).toMatch(/^digest:/)
    // Nothing came of it, which is found out at the end of its time.
    await harness.pass('2026-11-21 12:05')
    expect([digests(harness).length, reminders(harness).length]).toEqual([1, 1])
  })

  it('that Slack refuses come one by one', async () => {
    const { harness } = await startedHarness(7)
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:')
        ? { kind: 'refused', error: 'invalid_blocks' }
        : undefined
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:02')
    expect(reminders(harness, 'evidence:48h')).toHaveLength(7)
  })

  it('that are always lost come one by one, while what goes by itself arrives', async () => {
    const { harness } = await startedHarness(7)
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:') ? { kind: 'unknown', posted: false } : undefined
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:10')
    expect(reminders(harness, 'evidence:48h')).toHaveLength(7)
  })
})

describe('A process that dies while it sends a digest', () => {
  /** Everything that it asks of others, of which the nth has no answer, and does or does not come about. */
  async function dyingAt(nth: number, happens: boolean) {
    const { harness, complaints, complaint } = await startedHarness(7)
    await harness.pass('2026-11-21 10:00')
    await harness.scheduler.stop()
    await harness.pass('2026-11-21 12:00')
    let calls = 0
    const mortal =
      <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (calls >= nth) throw new Error('dead')
        if (++calls < nth) return call(...args)
        if (happens) await call(...args)
        throw new Error('dead')
      }
    const store: ComplaintStore = { ...harness.store, change: mortal(harness.store.change) }
    const slack: Slack = { ...harness.slack, post: mortal(harness.slack.post) }
    const parts = {
      store,
      calendar,
      slackOf: () => slack,
      now: harness.clock.now,
      log,
      count: () => {},
      lost: createLostDigests(harness.clock.now),
    }
    const dies = await sendDigest(parts, complaint, defaultSettings).then(
      () => false,
      () => true,
    )
    harness.scheduler.start()
    await harness.pass('2026-11-21 12:02')
    return { harness, complaints, dies }
  }

  it.each([true, false])(
    'at any step loses nothing and doubles nothing (its last call came through: %s)',
    async happens => {
      let steps = 0
      for (let nth = 1; ; nth++) {
        const { harness, complaints, dies } = await dyingAt(nth, happens)
        if (!dies) break
        steps++
        const said = complaints.map(
          ({ id }) =>
            reminders(harness).filter(({ key, words }) => key?.includes(id) || words.includes(id)).length,
        )
        // The digest's own key has the id of the one that came first.
        expect(said, `dead at ${nth}`).toEqual(complaints.map(() => 2))
        expect(digests(harness).length, `dead at ${nth}`).toBe(1)
      }
      expect(steps).toBe(15)
    },
  )
})
