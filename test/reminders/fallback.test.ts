import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { amend } from '../../src/complaints/transitions.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/beijing.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { at } from '../complaints/given.ts'
import { type Office, openOffice } from './reminder-harness.ts'

/** The complaint's answer is due 2026-11-23 10:30: our last reminder comes at 09:30, Slack's copy at 09:50. */
async function openedOffice(start?: string) {
  const office = openOffice(start)
  office.alarm.start()
  const complaint = await office.create()
  await office.calm()
  return { office, complaint }
}
const held = ({ slack }: Office) => [...slack.scheduled.values()].map(({ postAt }) => timeOf(postAt))
const asked = ({ slack }: Office, what: string) => slack.calls.filter(call => call.what === what)
const netOf = async (office: Office, complaint: Complaint) => (await office.load(complaint)).outbox.net

describe('Slack’s copy of the last reminder', () => {
  it('is made as soon as the window is open, twenty minutes after our own, and names the complaint', async () => {
    const { office, complaint } = await openedOffice()
    expect(held(office)).toEqual(['2026-11-23 09:50'])
    const [copy] = office.slack.scheduled.values()
    expect(copy?.channel).toBe('C1')
    expect(copy?.text).toContain(complaint.id)
    expect(copy?.text).toContain('<@U0XIAOYU>')
    expect(await netOf(office, complaint)).toMatchObject({ id: copy?.id })
  })

  it('is deleted as soon as our own last reminder stands', async () => {
    const { office, complaint } = await openedOffice()
    await office.pass(at('2026-11-23 09:30') - 1)
    expect(held(office)).toHaveLength(1)
    await office.pass('2026-11-23 09:31')
    expect(held(office)).toEqual([])
    expect(await netOf(office, complaint)).toBeUndefined()
    expect(asked(office, 'schedule')).toHaveLength(1)
  })

  it('is deleted when the answer is handed in, and not when a kind of proof is ticked', async () => {
    const { office, complaint } = await openedOffice()
    await office.doing(complaint, { type: 'ticked', kind: 'chat', mark: 'sent' })
    await office.calm()
    expect(held(office)).toHaveLength(1)
    await office.doing(complaint, { type: 'answered' })
    await office.calm()
    expect(held(office)).toEqual([])
  })

  it('is made again for the appeal', async () => {
    const { office, complaint } = await openedOffice()
    await office.doing(complaint, { type: 'upheld', at: at('2026-11-20 10:50') })
    await office.calm()
    expect(held(office)).toEqual(['2026-12-05 10:10'])
    await office.doing(complaint, { type: 'appealed', at: at('2026-11-20 10:55') })
    await office.pass('2026-11-20 11:01')
    expect(held(office)).toEqual([])
  })

  it('moves with the deadline and goes with the record', async () => {
    const { office, complaint } = await openedOffice()
    await office.change(complaint, (now, by) => amend(now, { 'evidence-due': at('2026-11-24 12:00') }, by))
    await office.calm()
    expect(held(office)).toEqual(['2026-11-24 11:20'])
    await office.doing(complaint, { type: 'discarded', why: 'typed twice' })
    await office.pass('2026-11-20 11:01')
    expect(held(office)).toEqual([])
  })

  it('names who owns the complaint now', async () => {
    const { office, complaint } = await openedOffice()
    await office.doing(complaint, { type: 'assigned', owner: 'U0LIN' })
    await office.calm()
    expect([...office.slack.scheduled.values()].map(({ text }) => text.includes('<@U0LIN>'))).toEqual([true])
  })

  it.each([
    ['2026-11-23 09:40', 1],
    ['2026-11-23 09:41', 0],
  ])('of a complaint recorded at %s is made %i times', async (start, count) => {
    const office = openOffice(start)
    office.alarm.start()
    office.slack.fault = call =>
      call.what === 'post' && call.key?.includes('1h') ? { kind: 'refused', error: 'is_archived' } : undefined
    await office.create()
    await office.calm()
    expect(asked(office, 'schedule')).toHaveLength(count)
  })

  it('is left alone when Slack would say ok to its deletion and post it all the same', async () => {
    const { office, complaint } = await openedOffice()
    office.slack.fault = call =>
      call.what === 'post' && call.channel === 'C1' && call.at < at('2026-11-23 09:44:30')
        ? { kind: 'refused', error: 'restricted_action' }
        : undefined
    await office.pass('2026-11-23 09:49')
    expect(office.slack.messages.some(({ key }) => key?.includes('1h'))).toBe(true)
    expect(asked(office, 'unschedule')).toEqual([])
    // It stays known for as long as a clock that runs ahead may be set right.
    await office.pass('2026-11-23 09:55')
    expect(await netOf(office, complaint)).toMatchObject({ id: 'Q1' })
    await office.sleep('2026-12-23 09:55')
    expect(await netOf(office, complaint)).toBeUndefined()
    expect(asked(office, 'unschedule')).toEqual([])
  })
})

describe('A clock that ran ahead', () => {
  it('makes nobody forget the copy of a window that is over, though another window was opened meanwhile', async () => {
    const { office, complaint } = await openedOffice()
    office.jump('2026-11-25 11:00')
    await office.pass('2026-11-25 11:02')
    await office.doing(complaint, { type: 'upheld', at: at('2026-11-20 10:50') })
    await office.pass('2026-11-25 11:05')
    office.jump('2026-11-20 11:06')
    await office.pass('2026-11-20 11:10')
    expect(held(office)).toEqual(['2026-12-05 10:10'])
  })
})

describe('When Slack’s answer is lost', () => {
  it.each([true, false])(
    'to making the copy (made: %s), it is looked for, and there is one',
    async posted => {
      const office = openOffice()
      office.alarm.start()
      let lost = 0
      office.slack.fault = call =>
        call.what === 'schedule' && lost++ === 0 ? { kind: 'unknown', posted } : undefined
      await office.create()
      await office.pass('2026-11-20 11:05')
      expect(held(office)).toEqual(['2026-11-23 09:50'])
      expect(asked(office, 'scheduledAt').length).toBeGreaterThan(0)
      expect(asked(office, 'schedule')).toHaveLength(posted ? 1 : 2)
    },
  )

  it('and the answer is handed in meanwhile, the copy is found and deleted', async () => {
    const office = openOffice()
    office.alarm.start()
    office.slack.fault = call => (call.what === 'schedule' ? { kind: 'unknown', posted: true } : undefined)
    const complaint = await office.create()
    await office.calm()
    await office.doing(complaint, { type: 'answered' })
    await office.pass('2026-11-20 11:05')
    expect(held(office)).toEqual([])
  })

  it('to its deletion, it is deleted again', async () => {
    const { office, complaint } = await openedOffice()
    let lost = 0
    office.slack.fault = call =>
      call.what === 'unschedule' && lost++ === 0 ? { kind: 'unknown', posted: true } : undefined
    await office.doing(complaint, { type: 'answered' })
    await office.pass('2026-11-20 11:05')
    expect(asked(office, 'unschedule')).toHaveLength(2)
    expect(await netOf(office, complaint)).toBeUndefined()
  })
})

describe('A Slack that does not take the copy', () => {
  it('and says no is asked again every twenty minutes, and at once when the deadline changes, and nobody is woken', async () => {
    const office = openOffice()
    office.alarm.start()
    office.slack.fault = call =>
      call.what === 'schedule' ? { kind: 'refused', error: 'restricted_too_many' } : undefined
    const complaint = await office.create()
    await office.pass('2026-11-20 18:00')
    const tries = asked(office, 'schedule').map(call => call.at)
    const pauses = tries.slice(-10).map((time, index, all) => time - (all[index - 1] ?? time - 20 * MINUTE))
    expect(Math.max(...pauses) - 20 * MINUTE).toBeLessThanOrEqual(SECOND)
    expect(Math.min(...pauses)).toBe(20 * MINUTE)
    expect(asked(office, 'scheduledAt')).toEqual([])
    expect(new Set(office.slack.messages.map(({ channel }) => channel))).toEqual(new Set(['C1']))
    expect(office.logged.some(line => line.includes('last resort'))).toBe(true)
    office.slack.fault = () => undefined
    await office.change(complaint, (now, by) => amend(now, { received: at('2026-11-20 10:00') }, by))
    await office.calm()
    expect(held(office)).toEqual(['2026-11-23 09:20'])
  })

  it('because its channel is dead takes it when the channel is back, also where the deadline changed meanwhile', async () => {
    const { office, complaint } = await openedOffice()
    office.slack.fault = () => ({ kind: 'refused', error: 'is_archived' })
    await office.change(complaint, (now, by) => amend(now, { received: at('2026-11-20 10:00') }, by))
    await office.pass('2026-11-20 18:00')
    office.slack.fault = () => undefined
    await office.pass('2026-11-20 18:21')
    expect(held(office)).toEqual(['2026-11-23 09:20'])
  })

  it('and then dies with the app: the try that was under way is looked for, and there is one copy', async () => {
    const office = openOffice()
    office.alarm.start()
    let tries = 0
    office.slack.fault = call => {
      if (call.what !== 'schedule') return undefined
      return ++tries === 1
        ? { kind: 'refused', error: 'is_archived' }
        : { kind: 'unknown', posted: tries === 2 }
    }
    await office.create()
    await office.pass('2026-11-20 11:10')
    expect(held(office)).toEqual(['2026-11-23 09:50'])
    expect(asked(office, 'schedule')).toHaveLength(2)
  })

  it('for now is asked again within minutes, and no reminder waits for that', async () => {
    const office = openOffice()
    office.alarm.start()
    office.slack.fault = call =>
      call.what === 'schedule' ? { kind: 'busy', waitMs: 30 * SECOND, error: 'ratelimited' } : undefined
    await office.create()
    await office.pass('2026-11-21 10:31')
    const tries = asked(office, 'schedule').map(call => call.at)
    expect(tries.length).toBeGreaterThan(20)
    const pauses = tries.slice(1).map((time, index) => time - (tries[index] ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * MINUTE)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(30 * SECOND)
    const reminder = office.slack.messages.find(({ key }) => key?.includes('48h'))
    expect((reminder?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
  })

  it('and never answers, leaves the channel to its reminders', async () => {
    const office = openOffice()
    office.slack.hold = call => (call.what === 'schedule' ? new Promise<void>(() => {}) : undefined)
    office.alarm.start()
    await office.create()
    await office.passAnyhow(at('2026-11-20 11:10'))
    await office.create({ order: 'another' })
    await office.passAnyhow(at('2026-11-20 11:11'))
    expect(office.slack.messages).toHaveLength(4)
    office.forgetAlarm()
  })
})

describe('Many copies', () => {
  it('are made about fifty a minute, each in its turn', async () => {
    const office = openOffice(undefined, {})
    office.alarm.start()
    for (let n = 0; n < 120; n++) await office.create({ order: `order ${n}` }, `C${n}`)
    await office.pass('2026-11-20 11:00:59')
    expect(asked(office, 'schedule').length).toBeLessThanOrEqual(55)
    await office.pass('2026-11-20 11:03')
    expect(asked(office, 'schedule')).toHaveLength(120)
    expect(asked(office, 'scheduledAt')).toEqual([])
    expect(new Set(office.slack.scheduled.keys()).size).toBe(120)
  })

  it('are never more than one for a complaint, whatever happens to it', async () => {
    const { office, complaint } = await openedOffice()
    for (let n = 0; n < 6; n++) {
      const due = at('2026-11-24 12:00') + n * HOUR
      await office.change(complaint, (now, by) => amend(now, { 'evidence-due': due }, by))
    }
    await office.pass('2026-11-20 11:10')
    expect(held(office)).toEqual(['2026-11-24 16:20'])
  })
})
