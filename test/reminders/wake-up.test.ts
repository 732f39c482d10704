import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { Refused } from '../../src/complaints/refused.ts'
import { settle } from '../../src/complaints/settle.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { dueMessages } from '../../src/reminders/delivery/due-messages.ts'
import { wakeAt } from '../../src/reminders/delivery/wake-at.ts'
import type { PlanContext } from '../../src/schedule/plan-context.ts'
import { snooze } from '../../src/schedule/reactions.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../src/time/beijing.ts'
import { at, rules } from '../complaints/given.ts'
import { postAll } from '../schedule/post-all.ts'

const received = at('2026-11-20 10:30')
const quiet = fc.oneof(
  fc.constant(null),
  fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 16 * 60 }))
    .map(([start, length]) => ({ start, end: (start + length) % 1440 })),
)
/** A moment in a complaint's life, with its settings and what people do then. */
const moments = fc.record({
  quiet,
  backup: fc.constantFrom<string[]>([], ['U2']),
  due: fc.integer({ min: 0, max: 5 * 24 * 60 }),
  now: fc.integer({ min: 30, max: 20 * 24 * 60 }),
  step: fc.constantFrom<'none' | 'answered' | 'upheld'>('none', 'none', 'answered', 'upheld'),
  putOff: fc.option(fc.integer({ min: 1, max: 48 * 60 }), { nil: undefined }),
  later: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
})

const remindersOwed = (complaint: Complaint, context: PlanContext, now: Instant) =>
  dueMessages(settle(complaint, now), context, now).flatMap(post =>
    post.kind === 'reminder' ? post.key : [],
  )

it('A complaint wakes up no later than its next reminder, for any quiet hours, reactions and steps', () => {
  let woken = 0
  fc.assert(
    fc.property(moments, ({ quiet, backup, due, now: minutes, step, putOff, later }) => {
      const context: PlanContext = { calendar: rules.calendar, settings: { quiet, backup } }
      const place = { id: 'H-7K3Q', team: 'T1', channel: 'C1' }
      const by = { by: 'U1', at: received + 20 * MINUTE }
      let complaint = record({ order: '1', received, due: received + due * MINUTE }, place, rules.book, by)
      const now = received + minutes * MINUTE
      if (step === 'answered') complaint = apply(complaint, { type: 'answered' }, by)
      if (step === 'upheld') complaint = apply(complaint, { type: 'upheld', at: received, blockDays: 7 }, by)
      // Posted on the way, an hour apart.
      for (let time = by.at; time < now; time += HOUR) complaint = postAll(complaint, time, context).complaint
      complaint = postAll(complaint, now, context).complaint
      if (putOff !== undefined) {
        try {
          complaint = snooze(complaint, { until: now + putOff * MINUTE }, context, { by: 'U1', at: now })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
        }
        complaint = postAll(complaint, now, context).complaint
      }
      const wake = wakeAt(complaint, context, now) ?? now + 400 * DAY
      for (const part of later) {
        const time = Math.floor(now + (wake - 1 - now) * part)
        expect({ time, dueMessages: remindersOwed(complaint, context, time) }).toEqual({
          time,
          dueMessages: [],
        })
      }
      if (remindersOwed(complaint, context, wake).length > 0) woken++
    }),
    { numRuns: 400, seed: 20261123 },
  )
  // Most wake-ups have something due; not those at which the advice to the buyer lapses.
  expect(woken).toBeGreaterThan(250)
})
