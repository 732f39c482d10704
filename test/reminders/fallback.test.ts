import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { amend } from '../../src/complaints/transitions.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/beijing.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { at } from '../complaints/given.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

/** The evidence is due 2026-11-23 10:30: our last reminder comes at 09:30, Slack's copy at 09:50. */
async function startedHarness(start?: string) {
  const harness = startHarness(start)
  harness.scheduler.start()
  const complaint = await harness.create()
  await harness.calm()
  return { harness, complaint }
}
const held = ({ slack }: ReminderHarness) => [...slack.scheduled.values()].map(({ postAt }) => timeOf(postAt))
const asked = ({ slack }: ReminderHarness, what: string) => slack.calls.filter(call => call.what === what)
const netOf = async (harness: ReminderHarness, complaint: Complaint) =>
  (await harness.load(complaint)).outbox.net

describe('Slack’s copy of the last reminder', () => {
  it('is scheduled as soon as the window opens, twenty minutes after our own, and names the complaint', async () => {
    const { harness, complaint } = await startedHarness()
    expect(held(harness)).toEqual(['2026-11-23 09:50'])
    const [copy] = harness.slack.scheduled.values()
    expect(copy?.channel).toBe('C1')
    expect(copy?.text).toContain(complaint.id)
    expect(copy?.text).toContain('<@U0XIAOYU>')
    expect(await netOf(harness, complaint)).toMatchObject({ id: copy?.id })
  })

  it('is deleted as soon as our own last reminder is posted', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass(at('2026-11-23 09:30') - 1)
    expect(held(harness)).toHaveLength(1)
    await harness.pass('2026-11-23 09:31')
    expect(held(harness)).toEqual([])
    expect(await netOf(harness, complaint)).toBeUndefined()
    expect(asked(harness, 'schedule')).toHaveLength(1)
  })

  it('is deleted when the evidence is submitted, but not when a kind of proof is ticked', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.doing(complaint, { type: 'ticked', kind: 'chat', mark: 'sent' })
    await harness.calm()
    expect(held(harness)).toHaveLength(1)
    await harness.doing(complaint, { type: 'answered' })
    await harness.calm()
    expect(held(harness)).toEqual([])
  })

  it('is scheduled again for the appeal', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.doing(complaint, { type: 'upheld', at: at('2026-11-20 10:50') })
    await harness.calm()
    expect(held(harness)).toEqual(['2026-12-05 10:10'])
    await harness.doing(complaint, { type: 'appealed', at: at('2026-11-20 10:55') })
    await harness.pass('2026-11-20 11:01')
    expect(held(harness)).toEqual([])
  })

  it('moves with the deadline and is deleted when the record is discarded', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.change(complaint, (now, by) => amend(now, { 'evidence-due': at('2026-11-24 12:00') }, by))
    await harness.calm()
    expect(held(harness)).toEqual(['2026-11-24 11:20'])
    await harness.doing(complaint, { type: 'discarded', why: 'typed twice' })
    await harness.pass('2026-11-20 11:01')
    expect(held(harness)).toEqual([])
  })

  it('names the current owner', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await harness.calm()
    expect([...harness.slack.scheduled.values()].map(({ text }) => text.includes('<@U0LIN>'))).toEqual([true])
  })

  it.each([
    ['2026-11-23 09:40', 1],
    ['2026-11-23 09:41', 0],
  ])('for a complaint recorded at %s is scheduled %i times', async (start, count) => {
    const harness = startHarness(start)
    harness.scheduler.start()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('1h') ? { kind: 'refused', error: 'is_archived' } : undefined
    await harness.create()
    await harness.calm()
    expect(asked(harness, 'schedule')).toHaveLength(count)
  })

  it('is not deleted when it is too late: Slack would answer ok and post it anyway', async () => {
    const { harness, complaint } = await startedHarness()
    harness.slack.fault = call =>
      call.what === 'post' && call.channel === 'C1' && call.at < at('2026-11-23 09:44:30')
        ? { kind: 'refused', error: 'restricted_action' }
        : undefined
    await harness.pass('2026-11-23 09:49')
    expect(harness.slack.messages.some(({ key }) => key?.includes('1h'))).toBe(true)
    expect(asked(harness, 'unschedule')).toEqual([])
    // It stays known while a clock that runs ahead may still be set back.
    await harness.pass('2026-11-23 09:55')
    expect(await netOf(harness, complaint)).toMatchObject({ id: 'Q1' })
    await harness.sleep('2026-12-23 09:55')
    expect(await netOf(harness, complaint)).toBeUndefined()
    expect(asked(harness, 'unschedule')).toEqual([])
  })
})

describe('A clock that ran ahead and was set back', () => {
  it('leaves no copy of a window that is over, even if another window has opened meanwhile', async () => {
    const { harness, complaint } = await startedHarness()
    harness.jump('2026-11-25 11:00')
    await harness.pass('2026-11-25 11:02')
    await harness.doing(complaint, { type: 'upheld', at: at('2026-11-20 10:50') })
    await harness.pass('2026-11-25 11:05')
    harness.jump('2026-11-20 11:06')
    await harness.pass('2026-11-20 11:10')
    expect(held(harness)).toEqual(['2026-12-05 10:10'])
  })
})

describe('When Slack’s response is lost', () => {
  it.each([true, false])(
    'while a copy is scheduled (done: %s), it is looked for, and there is one copy',
    async posted => {
      const harness = startHarness()
      harness.scheduler.start()
      let lost = 0
      harness.slack.fault = call =>
        call.what === 'schedule' && lost++ === 0 ? { kind: 'unknown', posted } : undefined
      await harness.create()
      await harness.pass('2026-11-20 11:05')
      expect(held(harness)).toEqual(['2026-11-23 09:50'])
      expect(asked(harness, 'scheduledAt').length).toBeGreaterThan(0)
      expect(asked(harness, 'schedule')).toHaveLength(posted ? 1 : 2)
    },
  )

  it('and the evidence is submitted meanwhile, the copy is found and deleted', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    harness.slack.fault = call => (call.what === 'schedule' ? { kind: 'unknown', posted: true } : undefined)
    const complaint = await harness.create()
    await harness.calm()
    await harness.doing(complaint, { type: 'answered' })
    await harness.pass('2026-11-20 11:05')
    expect(held(harness)).toEqual([])
  })

  it('while the copy is deleted, it is deleted again', async () => {
    const { harness, complaint } = await startedHarness()
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'unschedule' && lost++ === 0 ? { kind: 'unknown', posted: true } : undefined
    await harness.doing(complaint, { type: 'answered' })
    await harness.pass('2026-11-20 11:05')
    expect(asked(harness, 'unschedule')).toHaveLength(2)
    expect(await netOf(harness, complaint)).toBeUndefined()
  })
})

describe('A copy that Slack does not take', () => {
  it('is tried every twenty minutes after a refusal and at once when the deadline changes, without direct messages', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    harness.slack.fault = call =>
      call.what === 'schedule' ? { kind: 'refused', error: 'restricted_too_many' } : undefined
    const complaint = await harness.create()
    await harness.pass('2026-11-20 18:00')
    const tries = asked(harness, 'schedule').map(call => call.at)
    const pauses = tries.slice(-10).map((time, index, all) => time - (all[index - 1] ?? time - 20 * MINUTE))
    expect(Math.max(...pauses) - 20 * MINUTE).toBeLessThanOrEqual(SECOND)
    expect(Math.min(...pauses)).toBe(20 * MINUTE)
    expect(asked(harness, 'scheduledAt')).toEqual([])
    expect(new Set(harness.slack.messages.map(({ channel }) => channel))).toEqual(new Set(['C1']))
    expect(harness.logged.some(line => line.includes('last resort'))).toBe(true)
    harness.slack.fault = () => undefined
    await harness.change(complaint, (now, by) => amend(now, { received: at('2026-11-20 10:00') }, by))
    await harness.calm()
    expect(held(harness)).toEqual(['2026-11-23 09:20'])
  })

  it('because its channel is archived is scheduled when the channel is back, even if the deadline has changed meanwhile', async () => {
    const { harness, complaint } = await startedHarness()
    harness.slack.fault = () => ({ kind: 'refused', error: 'is_archived' })
    await harness.change(complaint, (now, by) => amend(now, { received: at('2026-11-20 10:00') }, by))
    await harness.pass('2026-11-20 18:00')
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-20 18:21')
    expect(held(harness)).toEqual(['2026-11-23 09:20'])
  })

  it('is looked for before the next try if the outcome of the last one is unknown, and there is one copy', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    let tries = 0
    harness.slack.fault = call => {
      if (call.what !== 'schedule') return undefined
      return ++tries === 1
        ? { kind: 'refused', error: 'is_archived' }
        : { kind: 'unknown', posted: tries === 2 }
    }
    await harness.create()
    await harness.pass('2026-11-20 11:10')
    expect(held(harness)).toEqual(['2026-11-23 09:50'])
    expect(asked(harness, 'schedule')).toHaveLength(2)
  })

  it('for now is tried again within minutes, and delays no reminder', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    harness.slack.fault = call =>
      call.what === 'schedule' ? { kind: 'busy', waitMs: 30 * SECOND, error: 'ratelimited' } : undefined
    await harness.create()
    await harness.pass('2026-11-21 10:31')
    const tries = asked(harness, 'schedule').map(call => call.at)
    expect(tries.length).toBeGreaterThan(20)
    const pauses = tries.slice(1).map((time, index) => time - (tries[index] ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * MINUTE)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(30 * SECOND)
    const reminder = harness.slack.messages.find(({ key }) => key?.includes('48h'))
    expect((reminder?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
  })

  it('because Slack never responds does not delay the channel’s reminders', async () => {
    const harness = startHarness()
    harness.slack.hold = call => (call.what === 'schedule' ? new Promise<void>(() => {}) : undefined)
    harness.scheduler.start()
    await harness.create()
    await harness.passAnyhow(at('2026-11-20 11:10'))
    await harness.create({ order: 'another' })
    await harness.passAnyhow(at('2026-11-20 11:11'))
    expect(harness.slack.messages).toHaveLength(4)
    harness.forgetWakeUp()
  })
})

describe('Copies of many complaints or changes', () => {
  it('are scheduled at about fifty a minute', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    for (let n = 0; n < 120; n++) await harness.create({ order: `order ${n}` }, `C${n}`)
    await harness.pass('2026-11-20 11:00:59')
    expect(asked(harness, 'schedule').length).toBeLessThanOrEqual(55)
    await harness.pass('2026-11-20 11:03')
    expect(asked(harness, 'schedule')).toHaveLength(120)
    expect(asked(harness, 'scheduledAt')).toEqual([])
    expect(new Set(harness.slack.scheduled.keys()).size).toBe(120)
  })

  it('never add up to more than one for a complaint, whatever changes', async () => {
    const { harness, complaint } = await startedHarness()
    for (let n = 0; n < 6; n++) {
      const due = at('2026-11-24 12:00') + n * HOUR
      await harness.change(complaint, (now, by) => amend(now, { 'evidence-due': due }, by))
    }
    await harness.pass('2026-11-20 11:10')
    expect(held(harness)).toEqual(['2026-11-24 16:20'])
  })
})
