import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { settle } from '../../src/complaints/settle.ts'
import { cardContent } from '../../src/messages/cards/card.ts'
import type { Lang } from '../../src/messages/content.ts'
import { scheduleOf } from '../../src/schedule/schedule.ts'
import { DAY, HOUR, type Instant } from '../../src/time/beijing.ts'
import { at, given, rules } from '../complaints/given.ts'
import { asUsual, atAnyHour, postAll } from './post-all.ts'

/** Changes that leave the history as it is, and may change the schedule. */
const changes: ((complaint: Complaint, now: Instant) => Complaint)[] = [
  complaint => complaint,
  complaint => ({ ...complaint, owner: 'U2' }),
  complaint => ({ ...complaint, note: 'another', order: '2' }),
  ({ buyer: _, ...complaint }) => ({ ...complaint, shop: 'another' }),
  complaint => ({ ...complaint, evidence: { ...complaint.evidence, chat: 'sent' } }),
  complaint => ({ ...complaint, createdAt: complaint.createdAt + 5 * HOUR }),
  complaint => ({ ...complaint, filedAt: complaint.filedAt - 3 * DAY }),
  complaint => ({ ...complaint, receivedAt: complaint.receivedAt - 5 * HOUR }),
  (complaint, now) => ({ ...complaint, evidenceDueOnPage: now + 7 * HOUR }),
  ({ evidenceDueOnPage: _, ...complaint }) => complaint,
  complaint => ({ ...complaint, periods: { ...complaint.periods, appealDays: 20, evidenceDays: 4 } }),
  complaint => ({ ...complaint, state: { status: 'awaiting-evidence' } }),
  complaint => ({ ...complaint, state: { status: 'closed', outcome: 'withdrawn', at: complaint.createdAt } }),
  complaint => ({ ...complaint, outbox: { ...complaint.outbox, sent: {} } }),
  ({ outbox, ...complaint }) => ({
    ...complaint,
    outbox: {
      ...outbox,
      away: Object.fromEntries(Object.keys(outbox.sent).map(key => [key, complaint.owner])),
    },
  }),
  (complaint, now) => settle(complaint, now),
]

const withBackup = { ...atAnyHour, settings: { ...atAnyHour.settings, backup: ['U2'] } }
const quarter = HOUR / 4
const moment = fc.record({
  context: fc.constantFrom(atAnyHour, asUsual, withBackup),
  // Often in the last hours of the first window, when reminders are escalated.
  now: fc
    .oneof(
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 260, max: 290 }),
      fc.integer({ min: 0, max: 2000 }),
    )
    .map(quarters => at('2026-11-20 10:30') + quarters * quarter),
})

it.each(Object.entries(given))(
  'A cached schedule equals a fresh one, for a complaint that is %s, whatever changes and at any time',
  (_, make) => {
    const property = fc.property(fc.array(moment, { minLength: 1, maxLength: 5 }), moments => {
      let complaint = make()
      for (const { context, now } of moments) {
        complaint = postAll(complaint, now, context).complaint
        for (const change of changes)
          for (const time of [now, now + quarter, now - 20 * HOUR, now + 1]) {
            const after = change(complaint, now)
            expect(scheduleOf(after, context, time)).toEqual(
              scheduleOf(structuredClone(after), context, time),
            )
          }
      }
    })
    fc.assert(property, { numRuns: 25, seed: 20261125 })
  },
)

it.each(Object.entries(given))('A cached card equals a fresh one, for a complaint that is %s', (_, make) => {
  const complaint = make()
  const drawn = (each: Complaint, lang: Lang) => cardContent(each, rules.calendar, lang)
  for (const change of changes)
    for (const lang of ['zh', 'en'] as const) {
      drawn(complaint, lang)
      const after = change(complaint, at('2026-11-23 04:30'))
      expect(drawn(after, lang)).toEqual(drawn(structuredClone(after), lang))
    }
})
