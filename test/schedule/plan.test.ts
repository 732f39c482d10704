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

type Given = typeof lives extends fc.Arbitrary<infer G> ? G : never

/** Acknowledges every reminder. */
function acknowledged(complaint: Complaint, context: PlanContext, at: number): Complaint {
  try {
    return acknowledge(complaint, undefined, context, { by: 'U1', at })
  } catch (error) {
    if (error instanceof Refused) return complaint
    throw error
  }
}

/** A complaint that lives by `given`, with the events that the rules allowed and what was posted. */
function livedBy(given: Given) {
  const { receivedAt, quiet, seen } = given
  const backup = ['U2', 'U3'].slice(0, given.backups)
  const context: PlanContext = { calendar: rules.calendar, settings: { quiet, backup } }
  const habit = seen ? (complaint: Complaint, at: number) => acknowledged(complaint, context, at) : undefined
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
    const lived = live(complaint, now, then, context, habit)
    complaint = lived.complaint
    posted.push(...lived.posted.map(told))
    now = then
  }
  /** The time at which it happened, a while after the last event; `undefined`: the rules do not allow it. */
  function then(after: number | undefined, action: (at: number) => Action): number | undefined {
    if (after === undefined) return undefined
    until(now + after + MINUTE)
    try {
      complaint = apply(complaint, action(now), { by: 'U1', at: now })
      return now
    } catch (error) {
      if (error instanceof Refused) return undefined
      throw error
    }
  }
  actOut(given, life, then)
  const end = life.recordedAt + 90 * DAY
  until(end)
  return { posted, expected: expectedPlan(life, end, { quiet, backups: backup.length, seen }) }
}

/** Takes the steps of `given` one after the other, and notes in `life` those that the rules allowed. */
function actOut(
  given: Given,
  life: Life,
  then: (after: number | undefined, action: (at: number) => Action) => number | undefined,
) {
  const { decision, review, blockDays } = given
  const answeredAt = then(given.answeredAfter, () => ({ type: 'answered' }))
  if (answeredAt !== undefined) life.answeredAt = answeredAt
  const close = (after: number | undefined, type: Exclude<typeof decision | typeof review, 'upheld'>) => {
    const closedAt = then(after, () => (type === 'discarded' ? { type, why: 'x' } : { type }))
    if (closedAt === undefined) return
    life.closedAt = closedAt
    life.discarded = type === 'discarded'
  }
  if (decision === 'upheld') {
    const uphold = (at: number) => ({
      type: 'upheld' as const,
      at: Math.max(life.filedAt, at - given.penaltyBefore),
      ...(given.appealDue !== undefined && {
        dueOnPage: at - given.penaltyBefore + given.appealDue + 8 * DAY,
      }),
      ...(blockDays && { blockDays }),
    })
    const upheldAt = then(given.decidedAfter, uphold)
    if (upheldAt !== undefined) {
      const { at, dueOnPage: due } = uphold(upheldAt)
      life.upheld = { recordedAt: upheldAt, at, ...(due && { due }), ...(blockDays && { blockDays }) }
      const appeal = (now: number) => Math.max(at, now - given.appealedBefore)
      const appealedAt = then(given.appealedAfter, now => ({ type: 'appealed', at: appeal(now) }))
      if (appealedAt !== undefined) life.appealed = { recordedAt: appealedAt, at: appeal(appealedAt) }
    }
  } else close(given.decidedAfter, decision)
  if (life.closedAt === undefined) close(given.reviewedAfter, review)
}

it('A complaint gets exactly the reminders that the rules say, at their times, whatever happens to it', () => {
  const kinds = new Map<string, number>()
  const property = fc.property(lives, given => {
    const { posted, expected } = livedBy(given)
    for (const line of posted) {
      const kind = line.slice(17).replace(/\d{4}-\d\d-\d\d/, 'day')
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    expect(posted.toSorted()).toEqual(expected.toSorted())
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
