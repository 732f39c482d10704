import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { reminderKey } from '../../src/complaints/reminder-step.ts'
import { keyOf } from '../../src/complaints/store.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

/** A harness whose rate limiters have their normal settings. */
const posts = ({ slack }: ReminderHarness, like = '') =>
  slack.calls.filter(({ what, key }) => what === 'post' && key?.includes(like))
const postsIn = (harness: ReminderHarness, channel: string) =>
  posts(harness).filter(call => call.channel === channel)

/** The largest number of posts to one channel within a second. */
function maxPerSecond({ slack }: ReminderHarness): number {
  let max = 0
  const times = new Map<string, number[]>()
  for (const { what, channel, at } of slack.calls) {
    if (what !== 'post') continue
    const recent = (times.get(channel) ?? []).filter(before => before > at - SECOND)
    times.set(channel, [...recent, at])
    max = Math.max(max, recent.length + 1)
  }
  return max
}

/** Adds `count` complaints to a channel, each with its card posted and its evidence due at `due`. */
async function pile(
  harness: ReminderHarness,
  count: number,
  { channel = 'C1', due = '2026-11-23 10:30' } = {},
) {
  const like = await harness.create({ order: `like ${channel} ${due}`, due: at(due) }, channel)
  const gone = { next: undefined, wakeAt: undefined }
  for (const { key, text } of await harness.engine.list(keyOf(like)))
    await harness.engine.swap([{ ...gone, key, expected: text }])
  const made: Complaint[] = []
  for (let n = 0; n < count; n++) {
    const contact = reminderKey({ clock: 'contact', base: 'buyer', due: like.createdAt + HOUR })
    const outbox = { cards: 1, card: { ts: `1.${n}`, shown: 1 }, told: 1, sent: { [contact]: '1.0' } }
    const copy = { ...like, id: `H-${channel}${due.slice(11, 13)}${n}`, order: `order ${n}`, outbox }
    const wakeAt = at(due) - 48 * HOUR
    const next = JSON.stringify(copy)
    await harness.engine.swap([{ key: keyOf(copy), expected: undefined, next, wakeAt, open: true }])
    made.push(copy)
  }
  // The cards of the copies were never posted, so Slack must accept any thread.
  harness.slack.isAssumed = () => true
  return made
}

describe('Many reminders due at once', () => {
  it('are posted at about one a second in a channel, each once', async () => {
    const harness = startHarness()
    const made = await pile(harness, 40)
    harness.scheduler.start()
    await harness.pass('2026-11-21 10:32')
    expect(
      posts(harness, '48h')
        .map(({ key }) => key?.slice(0, key.indexOf(':')))
        .toSorted(),
    ).toEqual(made.map(({ id }) => id).toSorted())
    expect(maxPerSecond(harness)).toBeLessThanOrEqual(3)
    const [first, last] = [posts(harness)[0], posts(harness).at(-1)]
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(40 * SECOND)
  })

  it('do not delay other channels', async () => {
    const harness = startHarness()
    await pile(harness, 40)
    await pile(harness, 1, { channel: 'C2' })
    harness.scheduler.start()
    await harness.pass('2026-11-21 10:32')
    expect((postsIn(harness, 'C2')[0]?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
  })

  it('let the reminders of a deadline an hour away go first', async () => {
    const harness = startHarness()
    await pile(harness, 40, { due: '2026-11-23 10:30' })
    await pile(harness, 2, { due: '2026-11-21 11:30' })
    harness.scheduler.start()
    await harness.pass('2026-11-21 10:35')
    const then = posts(harness).filter(call => call.at >= at('2026-11-21 10:30'))
    const order = then.flatMap(({ key }) => /evidence:(48h|1h):/.exec(key ?? '')?.[1] ?? [])
    // One of the others may already be on its way.
    expect(order.slice(0, 4).filter(name => name === '1h')).toHaveLength(2)
    expect(order).toHaveLength(42)
  })

  it('take linear work: ten times as many need about ten times the store calls', async () => {
    const workOf = async (count: number) => {
      const harness = startHarness()
      await pile(harness, count)
      const before = harness.engineCalls()
      harness.scheduler.start()
      await harness.pass(at('2026-11-21 10:30') + (count + 10) * SECOND)
      expect(posts(harness, '48h')).toHaveLength(count)
      return { calls: harness.engineCalls() - before, rows: harness.rowsRead() }
    }
    const few = await workOf(30)
    const many = await workOf(300)
    expect(many.calls).toBeLessThan(few.calls * 12)
    expect(many.rows).toBeLessThan(few.rows * 20)
  })
})

describe('A rate-limited channel', () => {
  it('pauses all its complaints for as long as Slack says, and no other channel', async () => {
    const harness = startHarness()
    await pile(harness, 10)
    await pile(harness, 1, { channel: 'C2' })
    const calls: number[] = []
    harness.slack.fault = call => {
      if (call.what !== 'post' || call.channel !== 'C1') return undefined
      calls.push(call.at - at('2026-11-21 10:30'))
      return calls.length === 1 ? { kind: 'busy', waitMs: 45 * SECOND, error: 'ratelimited' } : undefined
    }
    harness.scheduler.start()
    await harness.pass('2026-11-21 10:32')
    expect(calls[1]).toBeGreaterThanOrEqual(45 * SECOND)
    expect(calls[1]).toBeLessThanOrEqual(46 * SECOND)
    expect(calls).toHaveLength(11)
    expect((postsIn(harness, 'C2')[0]?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
  })

  it('is tried again within two minutes, whatever Slack says', async () => {
    const harness = startHarness()
    await pile(harness, 1)
    let busy = 0
    harness.slack.fault = call =>
      call.what === 'post' && busy++ === 0
        ? { kind: 'busy', waitMs: 10 * MINUTE, error: 'ratelimited' }
        : undefined
    harness.scheduler.start()
    await harness.pass('2026-11-21 10:35')
    const [first, second] = posts(harness, '48h')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(2 * MINUTE)
  })
})

describe('A slow channel', () => {
  it('has one complaint in progress at a time, however many are due', async () => {
    const harness = startHarness()
    await pile(harness, 60)
    for (let n = 2; n < 30; n++) await pile(harness, 1, { channel: `C${n}` })
    const held: (() => void)[] = []
    harness.slack.hold = call =>
      call.what === 'post' && call.channel === 'C1'
        ? new Promise<void>(resolve => held.push(resolve))
        : undefined
    harness.scheduler.start()
    await harness.passAnyhow(at('2026-11-21 10:30') + 5 * SECOND)
    expect(held).toHaveLength(1)
    for (let n = 2; n < 30; n++) expect(postsIn(harness, `C${n}`)).toHaveLength(1)
    harness.slack.hold = () => undefined
    for (const release of held) release()
    await harness.pass('2026-11-21 10:33')
    expect(posts(harness, '48h')).toHaveLength(60 + 28)
  })
})

describe('A rate limit on card updates', () => {
  it('does not delay messages', async () => {
    const harness = startHarness()
    harness.scheduler.start()
    const complaint = await harness.create()
    await harness.pass('2026-11-20 11:01')
    harness.slack.fault = call =>
      call.what === 'update' ? { kind: 'busy', waitMs: 60 * SECOND, error: 'ratelimited' } : undefined
    await harness.doing(complaint, { type: 'noted', text: 'called' })
    await harness.pass('2026-11-20 11:02')
    expect(posts(harness, 'history:1-2')).toHaveLength(1)
    harness.slack.fault = () => undefined
    await harness.pass('2026-11-20 11:04')
    expect((await harness.load(complaint)).outbox.card).toMatchObject({ shown: 2 })
  })
})
