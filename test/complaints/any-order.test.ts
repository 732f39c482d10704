import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appealedAtOf, type Complaint, kinds, marks, penaltyOf } from '../../src/complaints/complaint.ts'
import { settle } from '../../src/complaints/settle.ts'
import { type Action, amend, apply, type Origin, reopen } from '../../src/complaints/transitions.ts'
import { DAY, HOUR, type Instant } from '../../src/time/beijing.ts'
import { at, given, reasonOf, recorded, stored } from './given.ts'

type Doing = (complaint: Complaint, by: Origin) => Complaint

/** Milliseconds before now, often at an edge; some are ahead of now. */
const ago = fc.oneof(fc.constantFrom(0, 1, HOUR, DAY), fc.integer({ min: -DAY, max: 20 * DAY }))
const action = (make: (ago: number) => (now: Instant) => Action): fc.Arbitrary<Doing> =>
  ago.map(back => (complaint, by) => apply(complaint, make(back)(by.at), by))
const change = (field: string): fc.Arbitrary<Doing> =>
  ago.map(back => (complaint, by) => amend(complaint, { [field]: by.at - back }, by))
const ahead: fc.Arbitrary<Doing> = fc
  .tuple(fc.constantFrom('evidence-due', 'appeal-due'), fc.integer({ min: -DAY, max: 100 * DAY }))
  .map(
    ([field, ms]) =>
      (complaint, by) =>
        amend(complaint, { [field]: by.at + ms }, by),
  )

const doing: fc.Arbitrary<Doing> = fc.oneof(
  action(() => () => ({ type: 'answered' })),
  action(back => now => ({ type: 'withdrawn', at: now - back })),
  action(back => now => ({ type: 'dismissed', at: now - back })),
  action(back => now => ({ type: 'upheld', at: now - back, points: 12, blockDays: 7 })),
  action(back => now => ({ type: 'upheld', at: now - back, frozen: true, dueOnPage: now + back })),
  action(back => now => ({ type: 'appealed', at: now - back })),
  action(back => now => ({ type: 'overturned', at: now - back })),
  action(() => () => ({ type: 'maintained' })),
  action(() => () => ({ type: 'discarded', why: 'a mistake' })),
  action(back => () => ({ type: 'noted', text: `note ${back}` })),
  action(() => () => ({ type: 'assigned', owner: 'U0NEW' })),
  fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...marks)).map(
    ([kind, mark]): Doing =>
      (complaint, by) =>
        apply(complaint, { type: 'ticked', kind, mark }, by),
  ),
  ...['traded', 'filed', 'received', 'penalized', 'appealed'].map(change),
  ahead,
  fc.constantFrom('B-2', '  ', '订单:🧧', '__proto__').map(
    (order): Doing =>
      (complaint, by) =>
        amend(complaint, { order }, by),
  ),
  { weight: 4, arbitrary: fc.constant<Doing>((complaint, by) => reopen(complaint, 'a mistake', by)) },
  { weight: 2, arbitrary: fc.constant<Doing>((complaint, by) => settle(complaint, by.at)) },
)

const wait = fc.oneof(fc.constantFrom(0, 1, DAY), fc.integer({ min: 0, max: 9 * DAY }))
const start = fc.constantFrom(
  recorded(),
  recorded({ filed: undefined }),
  recorded({ received: undefined, due: at('2026-11-22 20:00') }),
  ...[given.penalized, given.underReview, given.lapsed, given.maintained].map(make => make()),
)

describe('A complaint to which people do anything in any order', () => {
  it('throws only refusals, forgets nothing, keeps its times in order and is stored unchanged', () => {
    const steps = fc.array(fc.tuple(doing, wait, fc.boolean()), { maxLength: 25 })
    const accepted = new Map<string, number>()
    const property = fc.property(start, steps, (first, all) => {
      let complaint = first
      let now = first.history.at(-1)?.at ?? first.createdAt
      for (const [index, [doing, ms, twice]] of all.entries()) {
        now += ms
        const by = { by: 'U1', at: now, via: `delivery ${index}` }
        const before = complaint
        const copy = JSON.stringify(before)
        const { code } = reasonOf(() => (complaint = doing(before, by)))
        expect(JSON.stringify(before)).toBe(copy)
        grown(before, complaint)
        if (code === 'accepted') ordered(complaint, now)
        expect(stored(complaint)).toEqual(complaint)
        expect(settle(complaint, now)).toEqual(settle(settle(complaint, now), now))
        const done = complaint.history.at(-1)
        if (code === 'accepted' && done) accepted.set(done.step.type, (accepted.get(done.step.type) ?? 0) + 1)
        const known = complaint.history.some(entry => entry.via === by.via)
        if (twice && known) expect(doing(complaint, { ...by, at: now + ms })).toBe(complaint)
      }
    })
    fc.assert(property, { numRuns: 3000, seed: 20261120 })
    // Proves that the random steps get far enough.
    for (const step of [
      'answered',
      'withdrawn',
      'upheld',
      'appealed',
      'overturned',
      'reopened',
      'lapsed',
      'missed',
    ])
      expect([step, accepted.get(step) ?? 0]).toEqual([step, expect.toSatisfy((n: number) => n > 20)])
  })
})

/** Checks that the history keeps all entries, unchanged but for the mark of undone ones. */
function grown(before: Complaint, after: Complaint) {
  expect(after.history.length).toBeGreaterThanOrEqual(before.history.length)
  for (const [index, { undone, ...entry }] of before.history.entries()) {
    expect(after.history[index]).toMatchObject(entry)
    if (undone) expect(after.history[index]?.undone).toBe(true)
  }
}

function ordered(complaint: Complaint, now: Instant) {
  const { tradedAt = 0, filedAt, receivedAt } = complaint
  const penalizedAt = penaltyOf(complaint)?.at ?? Math.max(filedAt, 0)
  const appealedAt = appealedAtOf(complaint) ?? penalizedAt
  const times = [tradedAt, filedAt, penalizedAt, appealedAt, now]
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(filedAt).toBeLessThanOrEqual(receivedAt)
  expect(receivedAt).toBeLessThanOrEqual(now)
}
