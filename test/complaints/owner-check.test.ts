import { expect, test } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { beingChecked, ownerChecked, withUncheckedOwner } from '../../src/complaints/owner-check.ts'
import { apply, move } from '../../src/complaints/transitions.ts'
import { at, by, recorded, stored, story } from './given.ts'

const unchecked = () => withUncheckedOwner(recorded({ owner: 'U0LI' }), by('2026-11-20 11:00'))
const noon = at('2026-11-20 12:00')

test('An owner about whom Slack could not be asked is recorded together with whoever named them', () => {
  expect(stored(unchecked()).ownerCheck).toEqual({
    namedBy: 'U0XIAOYU',
    askedAt: at('2026-11-20 11:00'),
    tries: 0,
  })
})

test('A record of an earlier release, without an owner check, counts as confirmed', () => {
  expect(stored(recorded()).ownerCheck).toBeUndefined()
  expect(recorded()).not.toHaveProperty('ownerCheck')
})

test('A first confirmation ends the check and is not announced', () => {
  const after = ownerChecked(unchecked(), undefined, noon)
  expect(after).not.toHaveProperty('ownerCheck')
  expect(story(after)).toEqual(['recorded'])
})

test('An owner whom reminders do not reach is one history entry; reaching them later is another', () => {
  const unfit = ownerChecked(unchecked(), 'elsewhere', noon)
  expect(unfit.ownerCheck).toMatchObject({ namedBy: 'U0XIAOYU', unfit: 'elsewhere', askedAt: noon })
  expect(unfit.history.at(-1)).toEqual({
    step: { type: 'owner-checked', owner: 'U0LI', namedBy: 'U0XIAOYU', unfit: 'elsewhere' },
    at: noon,
  })
  const still = ownerChecked(unfit, 'elsewhere', noon + 1)
  expect(story(still)).toEqual(['recorded', 'owner-checked'])
  const fit = ownerChecked(still, undefined, noon + 2)
  expect(fit).not.toHaveProperty('ownerCheck')
  expect(fit.history.at(-1)?.step).toEqual({ type: 'owner-checked', owner: 'U0LI', namedBy: 'U0XIAOYU' })
  expect(stored(fit)).toEqual(fit)
})

test('A confirmed new owner ends the check; an unconfirmed one starts another, with whoever named them', () => {
  const unfit = ownerChecked(unchecked(), 'bot', noon)
  const known = apply(unfit, { type: 'assigned', owner: 'U0CHEN' }, by(noon))
  expect(known).not.toHaveProperty('ownerCheck')
  const unknown = apply(known, { type: 'assigned', owner: 'U0WANG', unchecked: true }, by(noon + 1, 'D1'))
  expect(unknown.ownerCheck).toEqual({ namedBy: 'U0XIAOYU', askedAt: noon + 1, tries: 0 })
  expect(apply(unknown, { type: 'assigned', owner: 'U0WANG', unchecked: true }, by(noon + 2, 'D1'))).toBe(
    unknown,
  )
})

test('The same owner, confirmed when named again, is not checked any more', () => {
  const unfit = ownerChecked(unchecked(), 'elsewhere', noon)
  expect(apply(unfit, { type: 'assigned', owner: 'U0LI' }, by(noon))).not.toHaveProperty('ownerCheck')
})

test('The check moves with the complaint; once closed, a complaint stores no more answers', () => {
  expect(move(unchecked(), 'C2', by(noon)).ownerCheck).toBeDefined()
  const closed: Complaint = apply(unchecked(), { type: 'withdrawn' }, by(noon))
  expect(ownerChecked(closed, 'bot', noon)).toBe(closed)
})

test('Each check is stored before Slack is asked', () => {
  const { ownerCheck } = unchecked()
  const tried = ownerCheck && beingChecked(unchecked(), ownerCheck, noon)
  expect(tried?.ownerCheck).toMatchObject({ askedAt: noon, tries: 1 })
})
