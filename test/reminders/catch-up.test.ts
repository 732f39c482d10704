import { describe, expect, it } from 'vitest'
import { reopen } from '../../src/complaints/transitions.ts'
import { messagePosted } from '../../src/reminders/delivery/delivery-state.ts'
import { acknowledge } from '../../src/schedule/reactions.ts'
import { at, rules } from '../complaints/given.ts'
import { reminders, startWithComplaints } from './late-harness.ts'
import { loseAnswer } from './posted.ts'
import { startHarness } from './reminder-harness.ts'

const { calendar } = rules

describe('After downtime', () => {
  it('one message names everything missed in a whole window, and the schedule continues', async () => {
    const { harness, complaint } = await startWithComplaints()
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
    // Overtaken reminders are named, not sent.
    expect(Object.keys(sent).map(key => key.replace(/:[^:]+:[^:]+:[^:]+Z$/, ''))).toEqual([
      'evidence:missed',
      'decision:2026-11-25',
    ])
    await harness.pass('2026-11-26 10:01')
    expect(reminders(harness).map(({ key }) => key?.split(':')[2])).toEqual(['missed', '2026-11-26'])
  })

  it('a deadline of two late reminders is named once', async () => {
    const { harness } = await startWithComplaints()
    await harness.sleep('2026-11-22 12:00')
    const [message] = reminders(harness)
    expect(message?.words).toContain('可以和买家谈谈了')
    expect(message?.words.match(/举证答复截止：/g)).toHaveLength(1)
  })

  it('a reminder is late after five minutes, not before', async () => {
    const inTime = await startWithComplaints()
    await inTime.harness.pass('2026-11-21 10:29')
    await inTime.harness.sleep('2026-11-21 10:35')
    expect(reminders(inTime.harness, '48h')[0]?.words).not.toContain('补发')
    const late = await startWithComplaints()
    await late.harness.pass('2026-11-21 10:29')
    await late.harness.sleep('2026-11-21 10:36')
    expect(reminders(late.harness, '48h')[0]?.words).toContain('补发')
  })

  it('what waits for morning is not late, and contact advice does not come at night', async () => {
    const { harness } = await startWithComplaints()
    await harness.sleep('2026-11-21 23:00')
    const [message, more] = reminders(harness)
    expect(more).toBeUndefined()
    expect(message?.key).toContain('evidence:48h')
    expect(message?.words).not.toContain('沟通建议')
    await harness.pass('2026-11-22 08:01')
    const [advice] = reminders(harness, 'contact:buyer')
    expect(advice?.words).not.toContain('补发')
  })

  it('a reminder that new quiet hours put into the past is not late', async () => {
    const { harness } = await startWithComplaints()
    await harness.pass('2026-11-22 20:00')
    await harness.set({ quiet: { start: 20 * 60, end: 8 * 60 } })
    await harness.pass('2026-11-22 20:01')
    expect(reminders(harness, 'evidence:6h')).toHaveLength(1)
    expect(reminders(harness, 'evidence:6h')[0]?.words).not.toContain('补发')
  })

  it('an escalation to a backup who has just handed the complaint over is not late', async () => {
    const { harness, complaint } = await startWithComplaints()
    await harness.set({ backup: ['U0XIAOYU'] })
    await harness.pass('2026-11-23 08:30')
    await harness.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await harness.pass('2026-11-23 08:31')
    const [message] = reminders(harness, 'evidence:6h+backup')
    expect(message?.text).toContain('<@U0XIAOYU>')
    expect(message?.text).not.toContain('补发')
  })

  it.each([
    ['after the window has closed was never to be called', '2026-11-24 07:00', false],
    ['before that was to be called from then on', '2026-11-23 23:30', true],
  ])('a person who becomes a backup %s', async (_, when, isMissed) => {
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

  it('an escalation of a reminder that came days early is missed from the planned time on', async () => {
    const { harness, complaint } = await startWithComplaints()
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

  it('an urgent reminder that came late is escalated after a third of the time left', async () => {
    const { harness } = await startWithComplaints()
    await harness.pass('2026-11-22 21:00')
    await harness.sleep('2026-11-23 09:45')
    expect(reminders(harness, 'evidence:1h:')).toHaveLength(1)
    await harness.pass('2026-11-23 10:01')
    // A third of the 45 minutes that were left.
    expect(reminders(harness, '1h+channel')).toHaveLength(1)
    expect(reminders(harness, '1h+channel')[0]?.words).not.toContain('补发')
  })

  it('a reminder that failed before another came due goes with it', async () => {
    const { harness } = await startWithComplaints()
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
    'advice that went with a failed reminder (look-up: %s) waits for morning once it is night',
    async found => {
      const { harness } = await startWithComplaints()
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

  it('advice that went with a failed reminder comes by itself if the complaint was closed and reopened meanwhile', async () => {
    const { harness, complaint } = await startWithComplaints()
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

  it('a late reminder that follows another one says that it is late, too', async () => {
    const { harness } = await startWithComplaints()
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

  it('a late reminder of unknown outcome still says what was missed after a reaction', async () => {
    const { harness, complaint } = await startWithComplaints()
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

  it('an overtaken reminder that was posted after all is not called missed', async () => {
    const { harness } = await startWithComplaints()
    loseAnswer(harness, '48h')
    await harness.pass('2026-11-21 10:30')
    await harness.sleep('2026-11-22 12:00')
    const message = reminders(harness).at(-1)
    expect(message?.key).toContain('24h')
    expect(message?.words).toContain('提前 24 小时')
    expect(message?.words).not.toContain('提前 48 小时')
  })
})
