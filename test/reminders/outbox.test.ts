import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { keyOf } from '../../src/complaints/store.ts'
import { amend, move, reopen } from '../../src/complaints/transitions.ts'
import { attemptLease } from '../../src/retry-policy.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { at } from '../complaints/given.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

/**
 * What stands in a complaint's channel, without its id; deleted messages are gone. The advice about the buyer and who is
 * told when nobody answers are told elsewhere.
 */
const said = ({ slack }: ReminderHarness, { id, channel }: Complaint) =>
  slack
    .keysIn(channel)
    .map(key => key?.replace(`${id}:`, '').replace(/:2026-.*Z$/, '') ?? 'no key')
    .filter(key => !/^contact|\+/.test(key))
const posts = ({ slack }: ReminderHarness, like: string) =>
  slack.calls.filter(({ what, key }) => what === 'post' && key?.includes(like)).map(({ at }) => timeOf(at))

async function startedHarness(start?: string) {
  const harness = startHarness(start)
  harness.scheduler.start()
  const complaint = await harness.create()
  return { harness, complaint }
}

describe('What a complaint is owed', () => {
  it('is posted in order, each message once: the card, the history in its thread, the reminders in time', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-22 20:00')
    expect(said(harness, complaint)).toEqual([
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

  it('is posted within a second of its time', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-21 10:31')
    const reminder = harness.slack.calls.find(({ key }) => key?.includes('48h'))
    expect((reminder?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
    expect(reminder?.at).toBeGreaterThanOrEqual(at('2026-11-21 10:30'))
  })

  it('goes to the channel as well when it is urgent', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-24 10:30')
    const loud = harness.slack.messages
      .filter(({ broadcast }) => broadcast)
      .map(({ key }) => key?.split(':')[2])
    expect(loud).toEqual(['6h', '6h+channel', '1h', '1h+channel', 'due', 'missed'])
  })

  it('after a long sleep is the most urgent reminder only', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    await harness.sleep('2026-11-23 10:00')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:1h'])
  })

  it('shows on the card what the record says, and tells every entry of the history once', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    await harness.doing(complaint, { type: 'noted', text: 'called' })
    await harness.doing(complaint, { type: 'ticked', kind: 'chat', mark: 'sent' })
    await harness.calm()
    await harness.doing(complaint, { type: 'noted', text: 'again' })
    await harness.calm()
    const told = said(harness, complaint).flatMap(
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

describe('An answer that was lost', () => {
  it.each(['card:1', 'history:0-1', 'evidence:48h'])(
    'to %s is looked for, found, and not posted twice',
    async key => {
      const { harness, complaint } = await startedHarness()
      let lost = 0
      harness.slack.fault = call =>
        call.what === 'post' && call.key?.includes(key) && lost++ === 0
          ? { kind: 'unknown', posted: true }
          : undefined
      await harness.pass('2026-11-21 10:35')
      expect(lost).toBe(1)
      expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
      expect(harness.counted).toContain(
        `found ${key.startsWith('evidence') ? 'reminder' : key.split(':')[0]}`,
      )
      expect((await harness.load(complaint)).outbox.sending).toBeUndefined()
    },
  )

  it.each(['card:1', 'history:0-1', 'evidence:48h'])(
    'to %s that was not posted is posted after the lease',
    async key => {
      const { harness, complaint } = await startedHarness()
      let lost = 0
      harness.slack.fault = call =>
        call.what === 'post' && call.key?.includes(key) && lost++ === 0
          ? { kind: 'unknown', posted: false }
          : undefined
      await harness.pass('2026-11-21 10:35')
      expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
      const [first, second] = harness.slack.calls.filter(
        call => call.what === 'post' && call.key?.includes(key),
      )
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(attemptLease)
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(attemptLease + 2 * SECOND)
    },
  )

  it.each([true, false])(
    'to the card leaves it with what was done meanwhile, whether it stood (%s) or not',
    async posted => {
      const { harness, complaint } = await startedHarness()
      let lost = 0
      harness.slack.fault = call =>
        call.what === 'post' && call.key?.includes('card:1') && lost++ === 0
          ? { kind: 'unknown', posted }
          : undefined
      await harness.calm()
      await harness.doing(complaint, { type: 'discarded', why: 'a mistake' })
      await harness.pass('2026-11-20 11:05')
      expect(lost).toBe(posted ? 1 : 2)
      expect(said(harness, complaint)).toEqual(['card:1', 'history:0-2'])
      expect(harness.slack.messages[0]?.words).toContain('已作废')
    },
  )

  it('is looked for even when somebody changes the complaint in between', async () => {
    const { harness, complaint } = await startedHarness()
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    await harness.pass('2026-11-21 10:30')
    expect(lost).toBe(1)
    await harness.doing(complaint, { type: 'noted', text: 'meanwhile' })
    await harness.pass('2026-11-21 10:35')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h', 'history:1-2'])
  })

  it('to an entry of the history is looked for as it was sent, though more has happened since', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('history') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    await harness.doing(complaint, { type: 'noted', text: 'one' })
    await harness.calm()
    await harness.doing(complaint, { type: 'noted', text: 'two' })
    await harness.pass('2026-11-20 11:05')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'history:1-2', 'history:2-3'])
  })

  it('is still looked for when a step was taken and undone in between', async () => {
    const { harness, complaint } = await startedHarness()
    let lost = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    await harness.pass('2026-11-21 10:30')
    await harness.doing(complaint, { type: 'answered' })
    await harness.pass('2026-11-21 10:35')
    await harness.change(complaint, (now, by) => reopen(now, 'not yet', by))
    await harness.pass('2026-11-21 10:40')
    expect(said(harness, complaint).filter(key => key === 'evidence:48h')).toHaveLength(1)
  })

  it('that cannot be looked for is posted again: twice is better than never', async () => {
    const { harness, complaint } = await startedHarness()
    let lost = 0
    harness.slack.fault = call => {
      if (call.what === 'find') return { kind: 'cannot' }
      return call.what === 'post' && call.key?.includes('48h') && lost++ === 0
        ? { kind: 'unknown', posted: true }
        : undefined
    }
    await harness.pass('2026-11-21 10:35')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h', 'evidence:48h'])
    expect(harness.counted).toContain('doubled reminder')
  })

  it.each(['busy', 'refused'] as const)(
    'that could not be looked for is still looked for after another try that Slack did not take (%s)',
    async kind => {
      const { harness, complaint } = await startedHarness()
      let tries = 0
      let looks = 0
      harness.slack.fault = call => {
        if (!call.key?.includes('48h')) return undefined
        if (call.what === 'find') return looks++ === 0 ? { kind: 'cannot' } : undefined
        if (call.what !== 'post') return undefined
        tries++
        if (tries === 1) return { kind: 'unknown', posted: true }
        const no = { busy: 'ECONNREFUSED', refused: 'is_archived' }[kind]
        return tries === 2 ? { kind, error: no, waitMs: 0 } : undefined
      }
      await harness.pass('2026-11-21 10:40')
      expect([looks, tries]).toEqual([2, 2])
      expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
      expect((await harness.load(complaint)).outbox.doubtful).toBeUndefined()
    },
  )

  it('again and again does not hold up the deadline that matters: the next rung is still told', async () => {
    const { harness, complaint } = await startedHarness()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') ? { kind: 'unknown', posted: false } : undefined
    await harness.pass('2026-11-22 10:33')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:24h'])
  })
})

describe('A Slack that is busy', () => {
  it('is asked again after the time that it named, not before', async () => {
    const { harness, complaint } = await startedHarness()
    let busy = 0
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('48h') && busy++ === 0
        ? { kind: 'busy', waitMs: 45 * SECOND, error: 'ratelimited' }
        : undefined
    await harness.pass('2026-11-21 10:40')
    const tries = harness.slack.calls.filter(call => call.key?.includes('48h') && call.what === 'post')
    expect(tries.map(call => Math.round((call.at - at('2026-11-21 10:30')) / SECOND))).toEqual([0, 45])
    expect(said(harness, complaint)).toContain('evidence:48h')
    expect((await harness.load(complaint)).outbox.trouble).toBeUndefined()
  })

  it('is not asked in a hurry while both the card and a message are in trouble', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    harness.slack.fault = call => {
      if (call.what === 'post' && call.key?.includes('history')) return { kind: 'unknown', posted: false }
      return call.what === 'update' && call.at > at('2026-11-20 11:02')
        ? { kind: 'busy', waitMs: 20 * SECOND, error: 'ratelimited' }
        : undefined
    }
    await harness.doing(complaint, { type: 'noted', text: 'one' })
    await harness.pass('2026-11-20 11:02')
    await harness.doing(complaint, { type: 'noted', text: 'two' })
    const before = harness.engineCalls()
    await harness.pass('2026-11-20 11:12')
    // A try every 20 s at most, each a handful of calls.
    expect(harness.engineCalls() - before).toBeLessThan(600)
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-20 11:20')
    expect(said(harness, complaint).slice(-2)).toEqual(['history:1-2', 'history:2-3'])
  })
})

describe('A card that was deleted', () => {
  it('is posted anew before the reminder, which stands in its thread', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    harness.slack.delete(`${complaint.id}:card:1`)
    await harness.pass('2026-11-21 10:31')
    expect(said(harness, complaint)).toEqual(['history:0-1', 'card:2', 'evidence:48h'])
    const [, , card, reminder] = harness.slack.messages
    expect(reminder?.thread).toBe(card?.ts)
  })

  it('is posted anew at the next change', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    harness.slack.delete(`${complaint.id}:card:1`)
    await harness.doing(complaint, { type: 'noted', text: 'one' })
    await harness.pass('2026-11-20 11:02')
    expect(said(harness, complaint)).toEqual(['history:0-1', 'card:2', 'history:1-2'])
  })
})

describe('An archived channel', () => {
  it('is told to the owner once for each reminder, holds up nobody else, and gets its due once it is open again', async () => {
    const { harness, complaint } = await startedHarness()
    const other = await harness.create({}, 'C2')
    await harness.pass('2026-11-20 11:01')
    let archived = true
    harness.slack.fault = call =>
      archived && call.channel === 'C1' && call.what !== 'find'
        ? { kind: 'refused', error: 'is_archived' }
        : undefined
    await harness.pass('2026-11-22 10:33')
    expect(said(harness, other)).toEqual(['card:1', 'history:0-1', 'evidence:48h', 'evidence:24h'])
    // The advice, 48 and 24 hours before.
    expect(harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU')).toHaveLength(3)
    archived = false
    await harness.pass('2026-11-22 10:35')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:24h'])
  })

  it('is told once though Slack is busy in between', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-20 11:01')
    let tries = 0
    harness.slack.fault = call => {
      if (call.channel !== 'C1') return undefined
      return tries++ % 5 === 4
        ? { kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' }
        : { kind: 'refused', error: 'is_archived' }
    }
    await harness.pass('2026-11-21 12:00')
    expect(tries).toBeGreaterThan(20)
    // The advice, and 48 hours before.
    expect(harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU')).toHaveLength(2)
  })

  it('is told to the admin when the owner cannot be reached', async () => {
    const { harness } = await startedHarness()
    harness.slack.fault = call => {
      if (call.channel === 'C1') return { kind: 'refused', error: 'channel_not_found' }
      return call.channel === 'U0XIAOYU' ? { kind: 'refused', error: 'user_disabled' } : undefined
    }
    await harness.pass('2026-11-20 12:00')
    expect(harness.slack.messages.map(({ channel }) => channel)).toEqual(['U0ADMIN'])
  })
})

describe('What is true at the moment of posting', () => {
  it('decides: an answer handed in just before calls the reminder off', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass(at('2026-11-21 10:30') - 1)
    await harness.store.change(complaint, now => ({
      ...now,
      state: { status: 'awaiting-decision', answeredAt: at('2026-11-21 10:29') },
    }))
    await harness.pass('2026-11-21 10:40')
    expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1'])
  })

  it('follows a correction: nothing at the old time, the new reminder at the new one', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-21 10:00')
    await harness.change(complaint, (now, by) => amend(now, { 'evidence-due': at('2026-11-24 12:00') }, by))
    await harness.pass('2026-11-22 11:59')
    expect(posts(harness, 'evidence')).toEqual([])
    await harness.pass('2026-11-22 12:01')
    expect(posts(harness, 'evidence')).toEqual(['2026-11-22 12:00'])
    expect(harness.slack.messages.at(-1)?.key).toContain('48h:2026-11-24T04:00')
  })

  it('is told again for the new deadline although the old one was told', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-21 10:31')
    await harness.change(complaint, (now, by) => amend(now, { received: at('2026-11-20 10:00') }, by))
    await harness.pass('2026-11-21 10:32')
    expect(said(harness, complaint)).toEqual([
      'card:1',
      'history:0-1',
      'evidence:48h',
      'history:1-2',
      'evidence:48h',
    ])
  })
})

describe('Many complaints', () => {
  it('are all looked after, also next to one whose record is broken', async () => {
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
      expect(said(harness, complaint)).toEqual(['card:1', 'history:0-1', 'evidence:48h'])
    expect(harness.slack.keysIn('C0')).toEqual([])
    // Tried again about once a minute, not in a hurry.
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

  it('under way are finished when the alarm stops, and none begins after that', async () => {
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

describe('A thread that Slack will not take history into', () => {
  it('does not hold up the reminders', async () => {
    const { harness, complaint } = await startedHarness()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('history')
        ? { kind: 'refused', error: 'msg_too_long' }
        : undefined
    await harness.pass('2026-11-21 10:33')
    expect(said(harness, complaint)).toContain('evidence:48h')
  })

  it('because its card is gone is started anew under a new card', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 12:00')
    let gone = true
    harness.slack.fault = call => {
      if (!gone || call.what !== 'post' || !call.key?.includes('48h')) return undefined
      gone = false
      return { kind: 'refused', error: 'thread_not_found' }
    }
    await harness.pass('2026-11-21 10:31')
    expect(said(harness, complaint).slice(-2)).toEqual(['card:2', 'evidence:48h'])
  })
})

describe('A message that Slack never answers for', () => {
  it('holds up no reminder, even a part of the history', async () => {
    const { harness, complaint } = await startedHarness()
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.includes('history') ? { kind: 'unknown', posted: false } : undefined
    await harness.pass('2026-11-24 10:30')
    expect(said(harness, complaint).filter(key => key.startsWith('evidence'))).toEqual([
      'evidence:48h',
      'evidence:24h',
      'evidence:safe-day',
      'evidence:6h',
      'evidence:1h',
      'evidence:due',
      'evidence:missed',
    ])
  })

  it('is told to the owner after two minutes, for each reminder', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-20 12:00')
    harness.slack.fault = call =>
      call.channel === 'C1' && call.what === 'post' ? { kind: 'unknown', posted: false } : undefined
    const told = () => harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU').length
    await harness.pass('2026-11-21 10:31')
    expect(told()).toBe(0)
    await harness.pass('2026-11-21 10:35')
    expect(told()).toBe(1)
    await harness.pass('2026-11-22 10:40')
    expect(told()).toBe(2)
  })

  it('is looked for again while the look-up is only out of order, and not posted over and over', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 12:00')
    harness.slack.fault = call => {
      if (call.what === 'find') return { kind: 'later' }
      return call.key?.includes('48h') ? { kind: 'unknown', posted: true } : undefined
    }
    await harness.pass('2026-11-21 11:00')
    expect(posts(harness, '48h').length).toBeLessThan(9)
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-21 11:05')
    expect((await harness.load(complaint)).outbox.doubtful).toBeUndefined()
  })
})

describe('Nobody who could be told of a trouble', () => {
  it('is tried again until somebody can', async () => {
    const { harness } = await startedHarness()
    await harness.pass('2026-11-20 12:00')
    let deaf = true
    harness.slack.fault = call => {
      if (call.channel === 'C1') return { kind: 'refused', error: 'is_archived' }
      return deaf ? { kind: 'busy', waitMs: SECOND, error: 'ratelimited' } : undefined
    }
    await harness.pass('2026-11-21 10:40')
    deaf = false
    await harness.pass('2026-11-21 10:45')
    expect(harness.slack.messages.filter(({ channel }) => channel === 'U0XIAOYU')).toHaveLength(1)
  })
})

describe('A wall clock that jumps ahead and is set right', () => {
  it('loses no reminder', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:05')
    harness.jump('2026-11-25 11:05')
    await harness.pass('2026-11-25 11:07')
    harness.jump('2026-11-20 11:07')
    await harness.pass('2026-11-24 10:30')
    for (const reminder of ['48h', '24h', 'safe-day', '6h', '1h', 'due', 'missed'])
      expect(said(harness, complaint)).toContain(`evidence:${reminder}`)
  })

  it('is noticed within a minute, although it is set right while the alarm looks', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:05')
    harness.jump('2026-11-25 11:05')
    await harness.pass('2026-11-25 11:07')
    const { due } = harness.engine
    harness.engine.due = async (...asked) => {
      harness.engine.due = due
      harness.jump('2026-11-21 10:31')
      return due(...asked)
    }
    harness.scheduler.nudge()
    await harness.calm()
    expect(said(harness, complaint)).not.toContain('evidence:48h')
    await harness.pass('2026-11-21 10:32')
    expect(said(harness, complaint)).toContain('evidence:48h')
  })

  it('does not wait for a lease that was taken at the wrong time', async () => {
    const { harness, complaint } = await startedHarness()
    await harness.pass('2026-11-20 11:05')
    harness.jump('2026-11-23 09:00')
    harness.slack.fault = () => ({ kind: 'unknown', posted: false })
    await harness.pass('2026-11-23 09:00')
    harness.jump('2026-11-20 11:06')
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-21 10:31')
    expect(said(harness, complaint)).toContain('evidence:48h')
  })
})

describe('A complaint that is moved while it is looked after', () => {
  it('is reminded of in its new channel alone, and Slack keeps a copy for that alone', async () => {
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
