import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { settle } from '../../src/complaints/settle.ts'
import { type Action, apply, reopen } from '../../src/complaints/transitions.ts'
import { DAY } from '../../src/time/beijing.ts'
import { at, by, corrected, given, notice, reasonOf, recorded, standing, story } from './given.ts'

const noon = at('2026-11-20 12:00')
const now = '2026-11-20 12:00'

describe('Order of times, when a complaint is recorded', () => {
  it.each([
    ['traded as filed', { traded: noon - 2, filed: noon - 2, received: noon }, 'accepted'],
    ['traded after filed', { traded: noon - 1, filed: noon - 2, received: noon }, 'out-of-order'],
    ['filed as received', { filed: noon - 1, received: noon - 1 }, 'accepted'],
    ['filed after received', { filed: noon, received: noon - 1 }, 'out-of-order'],
    ['received now', { received: noon }, 'accepted'],
    ['received in the future', { received: noon + 1 }, 'future'],
    ['filed in the future', { filed: noon + 1, received: undefined }, 'future'],
    ['traded in the future', { traded: noon + 1 }, 'future'],
    [
      'traded after what filed copies',
      { traded: noon, filed: undefined, received: noon - 1 },
      'out-of-order',
    ],
    ['a page deadline as received', { received: noon - 5, due: noon - 5 }, 'accepted'],
    ['a page deadline before received', { received: noon - 5, due: noon - 6 }, 'out-of-order'],
    ['a page deadline 90 days on', { received: noon, due: noon + 90 * DAY }, 'accepted'],
    ['a page deadline further on', { received: noon, due: noon + 90 * DAY + 1 }, 'too-far'],
    ['neither received nor filed', { filed: undefined, received: undefined }, 'start-missing'],
    ['an order of spaces', { order: '  ' }, 'order-missing'],
    ['an order of 64', { order: '9'.repeat(64) }, 'accepted'],
    ['an order of 65', { order: '9'.repeat(65) }, 'too-long'],
  ])('%s: %p', (_, times, code) => {
    expect(reasonOf(() => recorded(times, now)).code).toBe(code)
  })

  it('names the two times that are out of order', () => {
    expect(reasonOf(() => recorded({ filed: noon, received: noon - 1 }, now))).toEqual({
      code: 'out-of-order',
      earlier: 'filed',
      earlierAt: noon,
      later: 'received',
      laterAt: noon - 1,
    })
  })

  it('never mentions a filing time that nobody typed', () => {
    const reason = reasonOf(() => recorded({ traded: noon, filed: undefined, received: noon - 1 }, now))
    expect(reason).toMatchObject({ earlier: 'traded', later: 'received' })
  })
})

describe('Order of times, when a step is recorded', () => {
  const filed = notice.filed ?? 0
  const penalizedAt = at('2026-11-25 09:00')
  const uphold = (time: number) => ({ type: 'upheld', at: time }) satisfies Action
  const appeal = (time: number) => ({ type: 'appealed', at: time }) satisfies Action
  const recordedAt = at('2026-11-25 10:00')
  it.each([
    ['penalized as filed', given.answered, uphold(filed), 'accepted'],
    ['penalized before filed', given.answered, uphold(filed - 1), 'out-of-order'],
    ['penalized now', given.answered, uphold(recordedAt), 'accepted'],
    ['penalized in the future', given.answered, uphold(recordedAt + 1), 'future'],
    ['appealed as penalized', given.penalized, appeal(penalizedAt), 'accepted'],
    ['appealed before penalized', given.penalized, appeal(penalizedAt - 1), 'out-of-order'],
    ['appealed in the future', given.penalized, appeal(recordedAt + 1), 'future'],
    ['withdrawn as filed', given.answered, { type: 'withdrawn', at: filed }, 'accepted'],
    ['withdrawn before filed', given.answered, { type: 'withdrawn', at: filed - 1 }, 'out-of-order'],
    ['withdrawn in the future', given.answered, { type: 'withdrawn', at: recordedAt + 1 }, 'future'],
    ['dismissed before filed', given.answered, { type: 'dismissed', at: filed - 1 }, 'out-of-order'],
    ['an appeal deadline as penalized', given.answered, { ...uphold(filed), dueOnPage: filed }, 'accepted'],
    ['an appeal deadline before', given.answered, { ...uphold(filed), dueOnPage: filed - 1 }, 'out-of-order'],
  ] satisfies [string, () => Complaint, Action, string][])('%s', (_, make, action, code) => {
    expect(reasonOf(() => apply(make(), action, by(recordedAt))).code).toBe(code)
  })

  it.each(['overturned', 'maintained'] as const)('%s not before the appeal, nor in the future', type => {
    const reviewed = at('2026-12-02 09:00')
    const review = (time: number) =>
      reasonOf(() => apply(given.underReview(), { type, at: time }, by(reviewed)))
    expect(review(at('2026-11-30 20:00')).code).toBe('accepted')
    expect(review(at('2026-11-30 20:00') - 1)).toMatchObject({ code: 'out-of-order', later: 'reviewed' })
    expect(review(reviewed).code).toBe('accepted')
    expect(review(reviewed + 1)).toMatchObject({ code: 'future', field: 'reviewed' })
  })
})

describe('A time that was not given', () => {
  const only = (time: 'received' | 'filed') =>
    recorded({ traded: undefined, filed: undefined, received: undefined, [time]: noon - DAY }, now)

  it('copies the other', () => {
    expect(only('received')).toMatchObject({ copied: 'filed', filedAt: noon - DAY, receivedAt: noon - DAY })
    expect(only('filed')).toMatchObject({ copied: 'received', filedAt: noon - DAY, receivedAt: noon - DAY })
    expect(recorded().copied).toBeUndefined()
  })

  it('follows when the other is corrected', () => {
    expect(corrected(only('received'), { received: noon - 5 }, now)).toMatchObject({
      copied: 'filed',
      filedAt: noon - 5,
      receivedAt: noon - 5,
    })
    expect(corrected(only('filed'), { filed: noon - 5 }, now)).toMatchObject({
      copied: 'received',
      filedAt: noon - 5,
      receivedAt: noon - 5,
    })
  })

  it('is no longer a copy once it is given, alone or with the other', () => {
    const filed = corrected(only('received'), { filed: noon - 2 * DAY }, now)
    expect(filed).toMatchObject({ filedAt: noon - 2 * DAY, receivedAt: noon - DAY })
    expect(filed.copied).toBeUndefined()
    expect(filed.history.at(-1)?.step).toMatchObject({ changes: [{ field: 'filed', to: noon - 2 * DAY }] })
    for (const start of [only('filed'), only('received')]) {
      const both = corrected(start, { filed: noon - 9, received: noon - 3 }, now)
      expect(both).toMatchObject({ filedAt: noon - 9, receivedAt: noon - 3 })
      expect(both.copied).toBeUndefined()
    }
    const later = corrected(filed, { received: noon }, now)
    expect(later).toMatchObject({ filedAt: noon - 2 * DAY, receivedAt: noon })
  })

  it('can be given with the copied value, and is then no longer a copy', () => {
    const known = corrected(only('filed'), { received: noon - DAY }, now)
    expect(known.copied).toBeUndefined()
    expect(known.receivedAt).toBe(noon - DAY)
  })
})

describe('A correction', () => {
  it('keeps the old and new values in the history', () => {
    const after = corrected(
      given.penalized(),
      { order: 'B-2', shop: '乙店', received: at('2026-11-20 09:00'), penalized: at('2026-11-24 09:00') },
      '2026-11-25 11:00',
    )
    expect(after.history.at(-1)).toEqual({
      step: {
        type: 'corrected',
        changes: [
          { field: 'order', from: '2026112012345', to: 'B-2' },
          { field: 'shop', to: '乙店' },
          { field: 'received', from: at('2026-11-20 10:30'), to: at('2026-11-20 09:00') },
          { field: 'penalized', from: at('2026-11-25 09:00'), to: at('2026-11-24 09:00') },
        ],
      },
      at: at('2026-11-25 11:00'),
      by: 'U0XIAOYU',
    })
  })

  it.each([
    ['nothing', {}, 'nothing-changed'],
    ['what already stands', { received: at('2026-11-20 10:30') }, 'nothing-changed'],
    ['nothing to nothing', { buyer: '' }, 'nothing-changed'],
    ['an order that is empty', { order: '' }, 'order-missing'],
    ['an order of spaces', { order: '  ' }, 'order-missing'],
    ['an order of 65', { order: '9'.repeat(65) }, 'too-long'],
    ['a buyer of 101', { buyer: '买'.repeat(101) }, 'too-long'],
    ['a penalty there is not', { penalized: noon }, 'nothing-to-correct'],
    ['an appeal deadline without a penalty', { 'appeal-due': noon }, 'nothing-to-correct'],
    ['an appeal there is not', { appealed: noon }, 'nothing-to-correct'],
    ['a time in the future', { received: noon + 1 }, 'future'],
    ['received before filed', { received: at('2026-11-19 08:00') }, 'out-of-order'],
    ['a deadline before received', { 'evidence-due': at('2026-11-20 10:00') }, 'out-of-order'],
  ])('of %s is refused', (_, changes, code) => {
    expect(reasonOf(() => corrected(recorded(), changes, now)).code).toBe(code)
  })

  it('writes an order without the spaces around it, as recording does', () => {
    expect(corrected(recorded(), { order: ' B-2 ' }, now).order).toBe('B-2')
    expect(reasonOf(() => corrected(recorded(), { order: ` ${notice.order} ` }, now)).code).toBe(
      'nothing-changed',
    )
  })

  it('of a penalty cannot put it after the appeal', () => {
    const move = (time: number) =>
      reasonOf(() => corrected(given.underReview(), { penalized: time }, '2026-12-01 09:00')).code
    expect(move(at('2026-11-30 20:00'))).toBe('accepted')
    expect(move(at('2026-11-30 20:00') + 1)).toBe('out-of-order')
  })

  it('opens a missed window again when its deadline moves ahead, and closes it when it moves back', () => {
    const open = corrected(given.missed(), { received: at('2026-11-22 10:30') }, '2026-11-24 09:30')
    expect(standing(open)).toBe('awaiting-evidence')
    expect(standing(settle(open, at('2026-11-25 24:00') - 1))).toBe('awaiting-evidence')
    expect(standing(settle(open, at('2026-11-25 24:00')))).toBe('awaiting-decision')
    const back = corrected(open, { received: at('2026-11-20 10:30') }, '2026-11-24 10:00')
    expect(back.state).toEqual({ status: 'awaiting-decision' })
    expect(story(back)).toEqual(['recorded', 'missed', 'noted', 'corrected', 'corrected', 'missed'])
  })

  it('does not undo an answer, wherever the deadline moves', () => {
    const moved = corrected(given.answered(), { received: at('2026-11-21 08:00') }, '2026-11-21 10:00')
    expect(moved.state).toEqual({ status: 'awaiting-decision', answeredAt: at('2026-11-21 09:00') })
  })

  it('opens a lapsed appeal again when its deadline moves ahead, and closes it when it moves back', () => {
    const open = corrected(given.lapsed(), { 'appeal-due': at('2026-12-15 18:00') }, '2026-12-11 09:00')
    expect(standing(open)).toBe('penalized')
    expect(standing(settle(open, at('2026-12-15 18:00') - 1))).toBe('penalized')
    expect(standing(settle(open, at('2026-12-15 18:00')))).toBe('closed: lapsed')
    const back = corrected(open, { 'appeal-due': at('2026-12-10 18:00') }, '2026-12-11 10:00')
    expect(back.state).toMatchObject({ status: 'closed', outcome: 'lapsed', at: at('2026-12-10 18:00') })
  })

  it('of a penalty moves the time at which the appeal lapsed', () => {
    const moved = corrected(given.lapsed(), { penalized: at('2026-11-24 09:00') }, '2026-12-12 09:00')
    expect(moved.state).toMatchObject({ outcome: 'lapsed', at: at('2026-12-09 24:00') })
    expect(story(moved)).toEqual([...story(given.lapsed()), 'corrected'])
  })

  it('that moves the deadline of a kept-open complaint ahead lets it lapse there, and says so', () => {
    const kept = reopen(given.lapsed(), 'the page still offers it', by('2026-12-12 09:00'))
    const ahead = corrected(kept, { 'appeal-due': at('2026-12-14 18:00') }, '2026-12-12 10:00')
    expect(standing(settle(ahead, at('2026-12-14 18:00') - 1))).toBe('penalized')
    expect(standing(settle(ahead, at('2026-12-14 18:00')))).toBe('closed: lapsed')
  })

  it('cannot put a time after a recorded outcome', () => {
    const move = (time: number) =>
      reasonOf(() => corrected(given.withdrawn(), { received: time, filed: time }, '2026-11-23 09:00')).code
    expect(move(at('2026-11-22 09:00'))).toBe('accepted')
    expect(move(at('2026-11-22 09:00') + 1)).toBe('out-of-order')
  })
})
