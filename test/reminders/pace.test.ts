import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { rungKey } from '../../src/complaints/reminder-step.ts'
import { keyOf } from '../../src/complaints/store.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { type Office, openOffice } from './reminder-harness.ts'

/** The office at Slack's own rate. */
const busyOffice = () => openOffice(undefined, {})
const posts = ({ slack }: Office, like = '') =>
  slack.calls.filter(({ what, key }) => what === 'post' && key?.includes(like))
const postsIn = (office: Office, channel: string) => posts(office).filter(call => call.channel === channel)

/** The most posts that Slack was asked for within a second, in any one channel. */
function mostInASecond({ slack }: Office): number {
  let most = 0
  const times = new Map<string, number[]>()
  for (const { what, channel, at } of slack.calls) {
    if (what !== 'post') continue
    const recent = (times.get(channel) ?? []).filter(before => before > at - SECOND)
    times.set(channel, [...recent, at])
    most = Math.max(most, recent.length + 1)
  }
  return most
}

/** As many complaints as that in a channel, told of already, whose answer is due then. */
async function pile(office: Office, count: number, { channel = 'C1', due = '2026-11-23 10:30' } = {}) {
  const like = await office.create({ order: `like ${channel} ${due}`, due: at(due) }, channel)
  const gone = { next: undefined, wakeAt: undefined }
  for (const { key, text } of await office.engine.list(keyOf(like)))
    await office.engine.swap([{ ...gone, key, expected: text }])
  const made: Complaint[] = []
  for (let n = 0; n < count; n++) {
    const contact = rungKey({ clock: 'contact', name: 'buyer', due: like.createdAt + HOUR })
    const outbox = { cards: 1, card: { ts: `1.${n}`, shown: 1 }, told: 1, sent: { [contact]: '1.0' } }
    const copy = { ...like, id: `H-${channel}${due.slice(11, 13)}${n}`, order: `order ${n}`, outbox }
    const wakeAt = at(due) - 48 * HOUR
    const next = JSON.stringify(copy)
    await office.engine.swap([{ key: keyOf(copy), expected: undefined, next, wakeAt, open: true }])
    made.push(copy)
  }
  // The cards of the copies stand in Slack.
  office.slack.stands = () => true
  return made
}

describe('Many reminders of one moment', () => {
  it('go at about one a second in a channel, and each goes once', async () => {
    const office = busyOffice()
    const made = await pile(office, 40)
    office.alarm.start()
    await office.pass('2026-11-21 10:32')
    expect(
      posts(office, '48h')
        .map(({ key }) => key?.slice(0, key.indexOf(':')))
        .toSorted(),
    ).toEqual(made.map(({ id }) => id).toSorted())
    expect(mostInASecond(office)).toBeLessThanOrEqual(3)
    const [first, last] = [posts(office)[0], posts(office).at(-1)]
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(40 * SECOND)
  })

  it('hold up no other channel', async () => {
    const office = busyOffice()
    await pile(office, 40)
    await pile(office, 1, { channel: 'C2' })
    office.alarm.start()
    await office.pass('2026-11-21 10:32')
    expect((postsIn(office, 'C2')[0]?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
  })

  it('let the deadline go first that is an hour away', async () => {
    const office = busyOffice()
    await pile(office, 40, { due: '2026-11-23 10:30' })
    await pile(office, 2, { due: '2026-11-21 11:30' })
    office.alarm.start()
    await office.pass('2026-11-21 10:35')
    const then = posts(office).filter(call => call.at >= at('2026-11-21 10:30'))
    const order = then.flatMap(({ key }) => /evidence:(48h|1h):/.exec(key ?? '')?.[1] ?? [])
    // The first to be read may go before the hour's.
    expect(order.slice(0, 4).filter(name => name === '1h')).toHaveLength(2)
    expect(order).toHaveLength(42)
  })

  it('are not looked for over and over: ten times as many are about ten times the work', async () => {
    const workOf = async (count: number) => {
      const office = busyOffice()
      await pile(office, count)
      const before = office.engineCalls()
      office.alarm.start()
      await office.pass(at('2026-11-21 10:30') + (count + 10) * SECOND)
      expect(posts(office, '48h')).toHaveLength(count)
      return { calls: office.engineCalls() - before, rows: office.rowsRead() }
    }
    const few = await workOf(30)
    const many = await workOf(300)
    expect(many.calls).toBeLessThan(few.calls * 12)
    expect(many.rows).toBeLessThan(few.rows * 20)
  })
})

describe('A channel that Slack wants left alone', () => {
  it('is left alone for as long as Slack says, by all its complaints, while others get theirs in time', async () => {
    const office = busyOffice()
    await pile(office, 10)
    await pile(office, 1, { channel: 'C2' })
    const calls: number[] = []
    office.slack.fault = call => {
      if (call.what !== 'post' || call.channel !== 'C1') return undefined
      calls.push(call.at - at('2026-11-21 10:30'))
      return calls.length === 1 ? { kind: 'busy', waitMs: 45 * SECOND, error: 'ratelimited' } : undefined
    }
    office.alarm.start()
    await office.pass('2026-11-21 10:32')
    expect(calls[1]).toBeGreaterThanOrEqual(45 * SECOND)
    expect(calls[1]).toBeLessThanOrEqual(46 * SECOND)
    expect(calls).toHaveLength(11)
    expect((postsIn(office, 'C2')[0]?.at ?? 0) - at('2026-11-21 10:30')).toBeLessThanOrEqual(SECOND)
  })

  it('is tried again within two minutes, whatever Slack says', async () => {
    const office = busyOffice()
    await pile(office, 1)
    let busy = 0
    office.slack.fault = call =>
      call.what === 'post' && busy++ === 0
        ? { kind: 'busy', waitMs: 10 * MINUTE, error: 'ratelimited' }
        : undefined
    office.alarm.start()
    await office.pass('2026-11-21 10:35')
    const [first, second] = posts(office, '48h')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(2 * MINUTE)
  })
})

describe('A channel that is slow', () => {
  it('keeps one worker, whatever is due in it', async () => {
    const office = busyOffice()
    await pile(office, 60)
    for (let n = 2; n < 30; n++) await pile(office, 1, { channel: `C${n}` })
    const held: (() => void)[] = []
    office.slack.hold = call =>
      call.what === 'post' && call.channel === 'C1'
        ? new Promise<void>(resolve => held.push(resolve))
        : undefined
    office.alarm.start()
    await office.passAnyhow(at('2026-11-21 10:30') + 5 * SECOND)
    expect(held).toHaveLength(1)
    for (let n = 2; n < 30; n++) expect(postsIn(office, `C${n}`)).toHaveLength(1)
    office.slack.hold = () => undefined
    for (const release of held) release()
    await office.pass('2026-11-21 10:33')
    expect(posts(office, '48h')).toHaveLength(60 + 28)
  })
})

describe('Cards that Slack will not change just now', () => {
  it('hold up no message', async () => {
    const office = openOffice()
    office.alarm.start()
    const complaint = await office.create()
    await office.pass('2026-11-20 11:01')
    office.slack.fault = call =>
      call.what === 'update' ? { kind: 'busy', waitMs: 60 * SECOND, error: 'ratelimited' } : undefined
    await office.doing(complaint, { type: 'noted', text: 'called' })
    await office.pass('2026-11-20 11:02')
    expect(posts(office, 'history:1-2')).toHaveLength(1)
    office.slack.fault = () => undefined
    await office.pass('2026-11-20 11:04')
    expect((await office.load(complaint)).outbox.card).toMatchObject({ shown: 2 })
  })
})
