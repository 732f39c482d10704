import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { keyOf } from '../../src/complaints/store.ts'
import { amend, move } from '../../src/complaints/transitions.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { postedKeys, posts, startWithComplaint } from './posted.ts'
import { startHarness } from './reminder-harness.ts'

describe('Due messages', () => {
  it('are posted in order, each once: the card, the history in its thread, the reminders at their times', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-22 20:00')
    expect(postedKeys(harness, complaint)).toEqual([
      'card:1',
      'history:0-1',
      'evidence:48h',
      'evidence:24h',
      'evidence:safe-day',
    ])
    const [card, ...thread] = harness.slack.messages
    expect(card?.thread).toBeUndefined()
    expect(thread.map(message => message.thread)).toEqual(thread.map(() => card?.ts))
    expect(posts(harness, 'evidence')).toEqual(['2026-11-21 10:30', '2026-11-22 10:30', '2026-11-22 18:00'])
    expect(thread.every(({ text }) => text.includes(complaint.id))).toBe(true)
  })

  it('are posted within a second of their time', async () => {
    const { harness } = await startWithComplaint()
    await harness.pass('2026-11-21 10:31')
    const reminder = harness.slack.calls.find(({ key }) => key?.includes('48h'))
    expect((reminder?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
    expect(reminder?.at).toBeGreaterThanOrEqual(at('2026-11-21 10:30'))
  })

  it('are shown in the channel as well if urgent', async () => {
    const { harness } = await startWithComplaint()
    await harness.pass('2026-11-24 10:30')
    const loud = harness.slack.messages
      .filter(({ broadcast }) => broadcast)
      .map(({ key }) => key?.split(':')[2])
    expect(loud).toEqual(['6h', '6h+channel', '1h', '1h+channel', 'due', 'missed'])
  })

  it('include only the most urgent reminder after a long sleep', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    await harness.sleep('2026-11-23 10:00')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:1h'])
  })

  it('keep the card up to date and tell each history entry once', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    await harness.doing(complaint, { type: 'noted', text: 'called' })
    await harness.doing(complaint, { type: 'ticked', kind: 'chat', mark: 'sent' })
    await harness.calm()
    await harness.doing(complaint, { type: 'noted', text: 'again' })
    await harness.calm()
    const told = postedKeys(harness, complaint).flatMap(
      key => /^history:(\d+)-(\d+)$/.exec(key)?.slice(1).map(Number) ?? [],
    )
    expect(told.at(0)).toBe(0)
    expect(told.at(-1)).toBe(4)
    // Every range begins where the one before it ended.
    expect(told.slice(1, -1).filter((_, index) => index % 2 === 0)).toEqual(
      told.slice(2).filter((_, index) => index % 2 === 0),
    )
    expect((await harness.load(complaint)).outbox).toMatchObject({ told: 4, card: { shown: 4 } })
  })
})

describe('The record at the time of posting', () => {
  it('decides: evidence handed in just before stops the reminder', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass(at('2026-11-21 10:30') - 1)
    await harness.store.change(complaint, now => ({
      ...now,
      state: { status: 'awaiting-decision', answeredAt: at('2026-11-21 10:29') },
    }))
    await harness.pass('2026-11-21 10:40')
    expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1'])
  })

  it('follows a correction: nothing at the old time, the new reminder at the new one', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-21 10:00')
    await harness.change(complaint, (now, by) => amend(now, { 'evidence-due': at('2026-11-24 12:00') }, by))
    await harness.pass('2026-11-22 11:59')
    expect(posts(harness, 'evidence')).toEqual([])
    await harness.pass('2026-11-22 12:01')
    expect(posts(harness, 'evidence')).toEqual(['2026-11-22 12:00'])
    expect(harness.slack.messages.at(-1)?.key).toContain('48h:2026-11-24T04:00')
  })

  it('makes a reminder for the new deadline although the old one was sent', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-21 10:31')
    await harness.change(complaint, (now, by) => amend(now, { received: at('2026-11-20 10:00') }, by))
    await harness.pass('2026-11-21 10:32')
    expect(postedKeys(harness, complaint)).toEqual([
      'card:1',
      'history:0-1',
      'evidence:48h',
      'history:1-2',
      'evidence:48h',
    ])
  })
})

describe('A deleted card', () => {
  it('is posted again before the reminder, which goes into its thread', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    harness.slack.delete(`${complaint.id}:card:1`)
    await harness.pass('2026-11-21 10:31')
    expect(postedKeys(harness, complaint)).toEqual(['history:0-1', 'card:2', 'evidence:48h'])
    const [, , card, reminder] = harness.slack.messages
    expect(reminder?.thread).toBe(card?.ts)
  })

  it('is posted again at the next change', async () => {
    const { harness, complaint } = await startWithComplaint()
    await harness.pass('2026-11-20 11:01')
    harness.slack.delete(`${complaint.id}:card:1`)
    await harness.doing(complaint, { type: 'noted', text: 'one' })
    await harness.pass('2026-11-20 11:02')
    expect(postedKeys(harness, complaint)).toEqual(['history:0-1', 'card:2', 'history:1-2'])
  })
})

describe('A complaint moved during delivery', () => {
  it('is reminded of in its new channel only, and so is its fallback', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    const complaint = await harness.create()
    await harness.pass('2026-11-21 10:00')
    let moved = false
    harness.slack.hold = async call => {
      if (moved || call.what !== 'update') return
      moved = true
      const by = { by: 'U0XIAOYU', at: harness.clock.now() }
      await harness.store.move(complaint, now => move(now, 'C2', by))
    }
    await harness.pass('2026-11-21 10:35')
    const reminders = harness.slack.messages.filter(({ key }) => key?.includes(':evidence:'))
    expect(moved).toBe(true)
    expect(reminders.map(({ channel, key }) => `${channel} ${key?.split(':')[2]}`)).toEqual(['C2 48h'])
    expect([...harness.slack.scheduled.values()].map(({ channel }) => channel)).toEqual(['C2'])
  })
})

describe('Many complaints', () => {
  it('are all served, also next to one whose record is damaged', async () => {
    const harness = startHarness()
    const made: Complaint[] = []
    for (let n = 0; n < 30; n++) made.push(await harness.create({ order: `order ${n}` }, `C${n}`))
    const [broken] = made
    if (!broken) throw new Error('none')
    const [row] = await harness.engine.list(keyOf(broken))
    await harness.engine.swap([
      { key: keyOf(broken), expected: row?.text, next: '{"id":1}', wakeAt: at('2026-11-20 10:00') },
    ])
    harness.scheduler.start()
    await harness.pass('2026-11-21 10:31')
    for (const complaint of made.slice(1))
      expect(postedKeys(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
    expect(harness.slack.keysIn('C0')).toEqual([])
    // Retried about once a minute.
    const failures = harness.logged.filter(line => line.includes('could not be looked after')).length
    expect(failures).toBeGreaterThan(1000)
    expect(failures).toBeLessThan(1500)
  })

  it('that are not due cost nothing: a thousand are as cheap as ten', async () => {
    const callsFor = async (count: number) => {
      const harness = startHarness()
      const made = await harness.create()
      const like = await harness.load(made)
      for (let n = 0; n < count; n++) {
        const id = `H-X${n}`
        const copy = { ...like, id, channel: `D${n}` }
        const wakeAt = at('2026-11-21 10:30')
        await harness.engine.swap([
          { key: keyOf(copy), expected: undefined, next: JSON.stringify(copy), wakeAt },
        ])
      }
      const before = harness.engineCalls()
      harness.scheduler.start()
      await harness.pass('2026-11-20 13:00')
      expect(harness.slack.messages).toHaveLength(3)
      return harness.engineCalls() - before
    }
    const few = await callsFor(10)
    expect(await callsFor(1000)).toBe(few)
    // Two hours of looking once a minute, two calls each, and one complaint's card and history.
    expect(few).toBeLessThan(300)
  })

  it('being served are finished when the scheduler stops, and none begins after that', async () => {
    const harness = startHarness()
    for (let n = 0; n < 30; n++) await harness.create({ order: `order ${n}` }, `C${n}`)
    harness.scheduler.start()
    await harness.scheduler.stop()
    const calls = harness.engineCalls()
    await harness.calm()
    expect(harness.engineCalls()).toBe(calls)
    expect(harness.slack.messages.length).toBeLessThan(30)
  })
})
