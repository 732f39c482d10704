import { expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { messagePosted } from '../../src/reminders/delivery/delivery-state.ts'
import { deliveryFailed } from '../../src/reminders/delivery/failure-state.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { announced as announcedOf } from '../../try-out/upcoming.ts'
import { at, given, recorded, rules } from '../complaints/given.ts'

const now = '2026-11-20 11:00'
/** Without quiet hours. */
const settings = { ...defaultSettings, quiet: null }
const announced = (complaints: Complaint[], time: number) =>
  announcedOf(
    complaints.map(complaint => ({ complaint, settings })),
    rules.calendar,
    time,
  )
const place = { team: 'T1', channel: 'C2' }

it('The next five reminders of all complaints are announced in order, in both languages, with their threads', () => {
  const card = messagePosted(recorded(), { kind: 'card', key: 'card:1' }, '17.5', 1)
  const later = recorded({ received: at('2026-11-20 10:40') }, now, { ...place, id: 'H-2222' })
  const list = announced([card, later], at(now))
  expect(list.map(one => `${timeOf(one.at)} ${one.id} ${one.says.zh}`)).toEqual([
    '2026-11-20 12:00 H-7K3Q 可以和买家谈谈了',
    '2026-11-20 12:00 H-2222 可以和买家谈谈了',
    '2026-11-21 10:30 H-7K3Q 举证答复还剩 2 天',
    '2026-11-21 10:40 H-2222 举证答复还剩 2 天',
    '2026-11-22 10:30 H-7K3Q 举证答复还剩 1 天',
  ])
  expect(list[0]).toMatchObject({ channel: 'C1', thread: '17.5', late: false })
  expect(list[2]?.says.en).toBe('2 d left for the answer with proof')
  expect(list[1]).toMatchObject({ channel: 'C2', thread: undefined })
})

it('After a missed window the reminder of the miss is announced', () => {
  const [first] = announced([recorded()], at('2026-11-25 12:00'))
  expect(first?.says.zh).toBe('举证答复期已过')
})

it('A reminder that Slack refused is late', () => {
  const time = at('2026-11-25 10:00')
  const told = { ...given.missed(), outbox: { cards: 1, told: 2, sent: {}, card: { ts: '1.0', shown: 2 } } }
  const held = deliveryFailed(told, undefined, { kind: 'refused', error: 'is_archived' }, time)
  expect(announced([held], time)[0]).toMatchObject({ late: true, at: time + 2_000 })
})
