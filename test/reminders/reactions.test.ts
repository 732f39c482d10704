import { describe, expect, it } from 'vitest'
import { wasAway } from '../../src/complaints/absences.ts'
import { type Complaint, complaintSchema } from '../../src/complaints/complaint.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { acknowledge, snooze } from '../../src/schedule/reactions.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { at, recorded, rules } from '../complaints/given.ts'
import { loseAnswer } from './posted.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

async function startedHarness() {
  const harness = startHarness()
  harness.scheduler.start()
  const complaint = await harness.create()
  return { harness, complaint }
}

/** Names of the evidence reminders in Slack, with the time of posting. */
const reminders = ({ slack }: ReminderHarness) =>
  slack.messages.flatMap(({ key, at }) => {
    const [, clock, name] = key?.split(':') ?? []
    return clock === 'evidence' ? `${timeOf(at).slice(8)} ${name}` : []
  })
const messageOf = ({ slack }: ReminderHarness, like: string) =>
  slack.messages.find(({ key }) => key?.includes(like))
const gotIt = (harness: ReminderHarness, complaint: Complaint, reminder?: string) =>
  harness.changeUnder(complaint, (now, settings, by) =>
    acknowledge(now, reminder, { calendar: rules.calendar, settings }, by),
  )

describe('Got it', () => {
  it('is shown at the reminder, which keeps its identity, and nowhere else in the channel', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-21 10:35')
    const before = harness.slack.messages.length
    const cardUpdates = messageOf(harness, 'card:1')?.updates
    await gotIt(harness, complaint, 'evidence:48h:2026-11-23T02:30:00.000Z')
    await harness.pass('2026-11-21 10:36')
    expect(harness.slack.messages).toHaveLength(before)
    const reminder = messageOf(harness, ':48h:')
    expect(reminder?.updates).toBe(1)
    expect(reminder?.words).toContain('2026-11-21 10:35 知道了')
    expect(reminder?.words).not.toContain('case:ack')
    expect(messageOf(harness, 'card:1')?.updates).toBe(cardUpdates)
  })

  it('at a reminder stops its escalation, and replaces the button of escalations already posted', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ backup: ['U0CHEN'] })
    await harness.pass('2026-11-23 04:35')
    expect(reminders(harness).slice(-2)).toEqual(['22 21:30 6h', '23 04:30 6h+backup'])
    expect(messageOf(harness, '6h+backup')?.words).toContain('U0CHEN')
    await gotIt(harness, complaint, 'evidence:6h:2026-11-23T02:30:00.000Z')
    await harness.pass('2026-11-23 09:29')
    expect(reminders(harness).slice(-1)).toEqual(['23 04:30 6h+backup'])
    for (const like of [':6h:', '6h+backup']) {
      expect(messageOf(harness, like)?.words).not.toContain('case:ack')
      expect(messageOf(harness, like)?.words).toContain('知道了')
    }
    await harness.pass('2026-11-23 09:31')
    expect(reminders(harness).at(-1)).toBe('23 09:30 1h')
  })

  it('delays nothing if Slack does not show it: a refused update is given up, others are repeated', async () => {
    for (const kind of ['refused', 'busy'] as const) {
      const { harness, complaint } = await startedHarness()
      await harness.pass('2026-11-22 17:58')
      harness.slack.fault = call =>
        call.what === 'update' && call.key?.includes(':24h:')
          ? { kind, error: 'edit_window_closed', waitMs: 40 * SECOND }
          : undefined
      await gotIt(harness, complaint, 'evidence:24h:2026-11-23T02:30:00.000Z')
      await harness.pass('2026-11-22 18:05')
      expect(reminders(harness).at(-1)).toBe('22 18:00 safe-day')
      expect((await harness.load(complaint)).outbox.trouble).toBeUndefined()
      harness.slack.fault = () => undefined
      await harness.pass('2026-11-22 18:10')
      expect(messageOf(harness, ':24h:')?.updates).toBe(kind === 'busy' ? 1 : 0)
      const tries = harness.slack.calls.filter(call => call.key?.includes(':24h:') && call.what === 'update')
      expect(tries.length).toBeLessThan(12)
    }
  })
})

describe('A snoozed reminder', () => {
  it('says until when, and comes again then', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-21 10:35')
    expect(messageOf(harness, ':48h:')?.words).toContain('2026-11-21 13:30')
    await harness.changeUnder(complaint, (now, settings, by) =>
      snooze(now, { until: at('2026-11-21 19:00') }, { calendar: rules.calendar, settings }, by),
    )
    await harness.pass('2026-11-21 19:01')
    expect(messageOf(harness, ':48h:')?.words).toContain('2026-11-21 19:00 再提醒')
    expect(messageOf(harness, ':48h:')?.words).not.toContain('case:snooze')
    expect(reminders(harness)).toEqual(['21 10:30 48h', '21 19:00 48h@2026-11-21T11'])
  })
})

describe('An owner in do-not-disturb', () => {
  it('is backed up at once', async () => {
    const { harness } = await startedHarness()
    await harness.set({ backup: ['U0CHEN'], quiet: null })
    harness.slack.away.add('U0XIAOYU')
    await harness.pass('2026-11-23 04:31')
    expect(reminders(harness).slice(-2)).toEqual(['23 04:30 6h', '23 04:30 6h+backup'])
  })

  it.each([
    ['04:20', '04:50'],
    ['04:40', '05:00'],
  ])(
    'from %s on, of a reminder of 04:30 whose outcome is unknown until 04:50, is backed up at %s',
    async (from, told) => {
      const { harness } = await startedHarness()
      await harness.set({ backup: ['U0CHEN'], quiet: null })
      harness.slack.isAway = async (_, when) => when >= at(`2026-11-23 ${from}`)
      harness.slack.fault = call =>
        call.what === 'post' && call.key?.includes(':6h:') ? { kind: 'unknown', posted: true } : undefined
      await harness.pass('2026-11-23 04:30')
      await harness.sleep('2026-11-23 04:50')
      await harness.pass('2026-11-23 05:01')
      expect(reminders(harness).slice(-2)).toEqual(['23 04:30 6h', `23 ${told} 6h+backup`])
    },
  )

  it('is backed up although the outcome was unknown until after the next reminder', async () => {
    const { harness } = await startedHarness()
    await harness.set({ backup: ['U0CHEN'], quiet: { start: 5 * 60 + 10, end: 10 * 60 } })
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes(':6h:') ? { kind: 'unknown', posted: true } : undefined
    await harness.pass('2026-11-23 04:30')
    await harness.sleep('2026-11-23 04:41')
    await harness.pass('2026-11-23 05:01')
    expect(reminders(harness).slice(-3)).toEqual(['23 04:30 6h', '23 04:41 1h-early', '23 05:00 6h+backup'])
  })

  it('is known as soon as the reminder counts as posted, so that no crash comes in between', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ backup: ['U0CHEN'], quiet: null })
    let askedBefore = false
    harness.slack.isAway = async () => {
      const { sent } = (await harness.load(complaint)).outbox
      askedBefore =
        messageOf(harness, ':6h:') !== undefined && !Object.keys(sent).some(key => key.includes(':6h:'))
      return true
    }
    await harness.pass('2026-11-23 04:30')
    expect(askedBefore).toBe(true)
    const key = 'evidence:6h:2026-11-23T02:30:00.000Z'
    expect((await harness.load(complaint)).outbox).toMatchObject({
      sent: { [key]: expect.anything() },
      away: { [key]: 'U0XIAOYU' },
    })
  })

  it('is not taken for the new owner after handing the complaint over', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ backup: ['U0XIAOYU'], quiet: null })
    harness.slack.away.add('U0XIAOYU')
    await harness.pass('2026-11-23 04:31')
    await harness.doing(complaint, { type: 'assigned', owner: 'U0CHEN' })
    await harness.pass('2026-11-23 05:01')
    expect(reminders(harness).slice(-2)).toEqual(['23 04:30 6h', '23 05:00 6h+backup'])
    expect(messageOf(harness, ':6h+backup:')?.words).toContain('还没有回应')
  })

  it('is still known to have been away after getting the complaint back', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ backup: ['U0EMMA'], quiet: null })
    await harness.pass('2026-11-23 04:29')
    // The complaint changes hands while Slack is asked about the owner, and comes back before anybody is
    // told.
    harness.slack.isAway = async user => {
      await harness.doing(complaint, { type: 'assigned', owner: 'U0CHEN' })
      return user === 'U0XIAOYU'
    }
    await harness.pass('2026-11-23 04:31')
    const key = 'evidence:6h:2026-11-23T02:30:00.000Z'
    expect((await harness.load(complaint)).outbox.away).toEqual({ [key]: 'U0XIAOYU' })
    expect(reminders(harness).slice(-1)).toEqual(['23 04:30 6h'])
    await harness.doing(complaint, { type: 'assigned', owner: 'U0XIAOYU' })
    await harness.pass('2026-11-23 04:32')
    expect(reminders(harness).slice(-2)).toEqual(['23 04:30 6h', '23 04:31 6h+backup'])
  })

  it('is known from records of earlier releases, which kept no name, and not passed on to a new owner', async () => {
    const key = 'evidence:6h:2026-11-23T02:30:00.000Z'
    const before = recorded()
    const old = { ...before, outbox: { ...before.outbox, away: [key] } }
    const opened = complaintSchema.parse(JSON.parse(JSON.stringify(old)))
    expect(wasAway(opened, key)).toBe(true)
    const act4 = { by: 'U0XIAOYU', at: at('2026-11-23 04:35') }
    const handed = apply(opened, { type: 'assigned', owner: 'U0CHEN' }, act4)
    expect(wasAway(handed, key)).toBe(false)
    const back = apply(handed, { type: 'assigned', owner: opened.owner }, { ...act4, at: act4.at + 1 })
    expect(wasAway(complaintSchema.parse(JSON.parse(JSON.stringify(back))), key)).toBe(true)
  })

  it('is not taken for an owner named while Slack is being asked', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ backup: ['U0EMMA'], quiet: null })
    harness.slack.isAway = async user => {
      await harness.doing(complaint, { type: 'assigned', owner: 'U0CHEN' })
      return user === 'U0XIAOYU'
    }
    await harness.pass('2026-11-23 05:01')
    expect(reminders(harness).slice(-2)).toEqual(['23 04:30 6h', '23 05:00 6h+backup'])
  })

  it('counts as present while Slack does not say', async () => {
    const { harness } = await startedHarness()
    await harness.set({ backup: ['U0CHEN'], quiet: null })
    harness.slack.isAway = async () => {
      throw new Error('no answer')
    }
    await harness.pass('2026-11-23 05:01')
    expect(reminders(harness).slice(-2)).toEqual(['23 04:30 6h', '23 05:00 6h+backup'])
  })
})

describe('A change of channel settings', () => {
  it('moves the next reminder of every complaint of the channel, and of no other', async () => {
    const { harness } = await startedHarness()
    await harness.create({ order: 'other' }, 'C2')
    await harness.pass('2026-11-22 20:00')
    await harness.set({ quiet: null })
    await harness.pass('2026-11-22 21:31')
    const six = () =>
      harness.slack.messages.flatMap(({ key, channel }) => (key?.includes(':6h:') ? channel : []))
    expect(six()).toEqual(['C2'])
    await harness.pass('2026-11-23 04:31')
    expect(six()).toEqual(['C2', 'C1'])
  })

  it('is carried out after a crash in between', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-21 12:00')
    await harness.scheduler.stop()
    // The settings are saved, and the process dies.
    await harness.set({ quiet: { start: 17 * 60, end: 9 * 60 } })
    expect((await harness.engine.due(harness.clock.now(), 10)).map(({ key }) => key)).toEqual([
      'channel:T1:C1',
    ])
    harness.scheduler.start()
    await harness.pass('2026-11-22 16:31')
    expect(reminders(harness).at(-1)).toBe('22 16:30 6h')
    expect(await harness.engine.due(harness.clock.now(), 10)).toEqual([])
  })

  it('does not wait for a complaint whose record is damaged', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.create({ order: 'other' })
    const key = `complaint:T1:C1:${complaint.id}`
    const [row] = await harness.engine.list(key)
    await harness.engine.swap([{ key, expected: row?.text, next: '{"id":1}', wakeAt: undefined }])
    await harness.pass('2026-11-22 20:00')
    await harness.set({ quiet: null })
    await harness.pass('2026-11-22 20:01')
    expect(await harness.engine.due(harness.clock.now(), 10)).toEqual([])
    await harness.pass('2026-11-23 04:31')
    expect(reminders(harness).at(-1)).toBe('23 04:30 6h')
  })
})

describe('A reminder that waits for morning', () => {
  it('keeps the unknown outcome of an attempt in the evening, so that it is not posted twice', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.set({ quiet: { start: 10 * 60, end: 20 * 60 } })
    await harness.pass('2026-11-23 20:00')
    const lost = loseAnswer(harness, 'missed')
    await harness.pass('2026-11-24 00:00')
    expect(lost()).toBe(1)
    // Quiet hours begin before the message is looked up.
    await harness.set({ quiet: { start: 0, end: 8 * 60 } })
    await harness.pass('2026-11-24 07:59')
    expect((await harness.load(complaint)).outbox.doubtful).toBeDefined()
    await harness.pass('2026-11-24 09:00')
    expect(reminders(harness).filter(line => line.endsWith('missed'))).toHaveLength(1)
  })
})
