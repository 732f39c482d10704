import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { Refused } from '../../src/complaints/refused.ts'
import { type Action, apply } from '../../src/complaints/transitions.ts'
import type { PlanContext } from '../../src/schedule/plan-context.ts'
import { acknowledge } from '../../src/schedule/reactions.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/beijing.ts'
import { at, rules } from '../complaints/given.ts'
import { expectedPlan, type Life } from './expected-plan.ts'
import { live, told } from './post-all.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** Often a full hour or midnight, where the edges are. */
const span = (days: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: days * DAY }),
    fc.integer({ min: 0, max: days * 24 }).map(hours => hours * HOUR),
  )
const start = fc.oneof(
  fc.integer({ min: at('2026-09-05 00:00'), max: at('2026-11-25 00:00') }),
  fc.integer({ min: 0, max: 80 * 24 }).map(hours => at('2026-09-05 00:00') + hours * HOUR),
)

const minute = fc.oneof(
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 0, max: 23 }).map(hour => hour * 60),
)
const quietHours = fc.oneof(
  fc.constant(null),
  fc.constant({ start: 22 * 60, end: 8 * 60 }),
  fc
    .tuple(minute, fc.integer({ min: 10, max: 16 * 60 }))
    .map(([start, length]) => ({ start, end: (start + length) % 1440 })),
)

const lives = fc.record({
  quiet: quietHours,
  backups: fc.constantFrom(0, 2),
  seen: fc.boolean(),

  receivedAt: start,
  filedBefore: span(3),
  recordedAfter: span(6),
  due: maybe(span(6)),
  answeredAfter: maybe(span(6)),
  decidedAfter: maybe(span(8)),
  decision: fc.constantFrom<'upheld' | 'withdrawn' | 'dismissed' | 'discarded'>(
    'upheld',
    'upheld',
    'upheld',
    'upheld',
    'withdrawn',
    'dismissed',
    'discarded',
  ),
  penaltyBefore: span(8),
  appealDue: maybe(span(20)),
  blockDays: maybe(fc.constantFrom(7, 30)),
  appealedAfter: maybe(span(17)),
  appealedBefore: span(4),
  reviewedAfter: maybe(span(12)),
  review: fc.constantFrom<'overturned' | 'maintained' | 'discarded'>('overturned', 'maintained', 'discarded'),
})

/** Acknowledges every reminder. */
function acknowledged(complaint: Complaint, context: PlanContext, at: number): Complaint {
  try {
    return acknowledge(complaint, undefined, context, { by: 'U1', at })
  } catch (error) {
    if (error instanceof Refused) return complaint
    throw error
  }
}

it('A complaint gets exactly the reminders that the rules say, at their times, whatever happens to it', () => {
  const kinds = new Map<string, number>()
  const property = fc.property(lives, given => {
    const { receivedAt, blockDays, quiet, seen } = given
    const backup = ['U2', 'U3'].slice(0, given.backups)
    const context: PlanContext = { calendar: rules.calendar, settings: { quiet, backup } }
    const seeing = (complaint: Complaint, at: number) => acknowledged(complaint, context, at)
    let now = receivedAt + given.recordedAfter
    const life: Life = { recordedAt: now, receivedAt, filedAt: receivedAt - given.filedBefore }
    if (given.due !== undefined) life.evidenceDue = receivedAt + given.due
    let complaint: Complaint = record(
      { order: 'A-1', received: receivedAt, filed: life.filedAt, due: life.evidenceDue },
      { id: 'H-7K3Q', team: 'T1', channel: 'C1' },
      rules.book,
      { by: 'U1', at: now },
    )
    const posted: string[] = []
    function until(then: number) {
      const lived = live(complaint, now, then, context, seen ? seeing : undefined)
      complaint = lived.complaint
      posted.push(...lived.posted.map(told))
      now = then
    }
    /** True if the rules allow it, a while after the last event. */
    function then(after: number | undefined, action: (at: number) => Action): boolean {
      if (after === undefined) return false
      until(now + after + MINUTE)
      try {
        complaint = apply(complaint, action(now), { by: 'U1', at: now })
        return true
      } catch (error) {
        if (error instanceof Refused) return false
        throw error
      }
    }
    if (then(given.answeredAfter, () => ({ type: 'answered' }))) life.answeredAt = now
    const { decision, review } = given
    if (decision === 'upheld') {
      const uphold = (at: number) => ({
        type: 'upheld' as const,
        at: Math.max(life.filedAt, at - given.penaltyBefore),
        ...(given.appealDue !== undefined && {
          dueOnPage: at - given.penaltyBefore + given.appealDue + 8 * DAY,
        }),
        ...(blockDays && { blockDays }),
      })
      if (then(given.decidedAfter, uphold)) {
        const { at: penalizedAt, dueOnPage } = uphold(now)
        life.upheld = {
          recordedAt: now,
          at: penalizedAt,
          ...(dueOnPage && { due: dueOnPage }),
          ...(blockDays && { blockDays }),
        }
        const appeal = (at: number) => Math.max(penalizedAt, at - given.appealedBefore)
        if (then(given.appealedAfter, at => ({ type: 'appealed', at: appeal(at) })))
          life.appealed = { recordedAt: now, at: appeal(now) }
      }
    } else if (
      then(given.decidedAfter, () =>
        decision === 'discarded' ? { type: decision, why: 'x' } : { type: decision },
      )
    ) {
      life.closedAt = now
      life.discarded = decision === 'discarded'
    }
    if (
      life.closedAt === undefined &&
      then(given.reviewedAfter, () =>
        review === 'discarded' ? { type: review, why: 'x' } : { type: review },
      )
    ) {
      life.closedAt = now
      life.discarded = review === 'discarded'
    }
    const end = life.recordedAt + 90 * DAY
    const habits = { quiet, backups: backup.length, seen }
    until(end)
    for (const line of posted) {
      const kind = line.slice(17).replace(/\d{4}-\d\d-\d\d/, 'day')
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    expect(posted.toSorted()).toEqual(expectedPlan(life, end, habits).toSorted())
  })
  fc.assert(property, { numRuns: 800, seed: 20261123 })
  const urgent = ['6h', '6h+backup', '6h+channel', '1h-early', '1h', '1h+backup', '1h+channel']
  const reminders = [
    ...['48h', '24h', 'safe-day', ...urgent, 'due', 'missed'].map(name => `evidence ${name}`),
    ...['7d', '3d', '24h', 'safe-day', ...urgent, 'due', 'lapsed'].map(name => `appeal ${name}`),
    ...['decision day', 'review day', 'block ended', 'contact buyer'],
  ]
  expect([...kinds.keys()].toSorted()).toEqual(reminders.toSorted())
  expect(Math.min(...kinds.values())).toBeGreaterThan(15)
})
