import { DAY, type Instant } from '../../src/time/beijing.ts'
import { addPenalty } from './penalty.ts'
import { type Plan, typed } from './plan.ts'
import type { Facts } from './recording.ts'

const outcomes = ['upheld', 'upheld', 'upheld', 'withdrawn', 'dismissed', 'dismissed', 'discarded'] as const

/**
 * Adds everything from the recording to the decision and beyond; gives the time at which the complaint is
 * over.
 */
export function addPending(plan: Plan, { start, moment }: Facts, soonOver: number): Instant {
  const { random, act, reopen, hours } = plan
  const luck = random.between(0, 100)
  if (luck < 5) {
    const at = moment(0, 70)
    act(at, { type: 'discarded', why: 'a mistake' })
    return addRegret(plan, at)
  }
  if (random.between(0, 100) < soonOver) return addQuickEnd(plan, start)
  const isAnswered = luck < 70
  const answer = moment(0, 71)
  if (isAnswered) {
    act(answer, { type: 'answered' })
    if (random.yes(0.1)) {
      reopen(answer + hours(0, 3), 'not yet')
      act(answer + hours(3, 30), { type: 'answered' })
    }
  }
  // A few are forgotten for weeks: that is when the question becomes weekly.
  const wait = random.yes(0.03) ? hours(30 * 24, 48 * 24) : hours(20, 130)
  const at = (isAnswered ? answer : start) + wait
  plan.meanwhile(start + DAY, at)
  return addDecision(plan, at)
}

function addDecision(plan: Plan, at: Instant): Instant {
  const { random, act, hours } = plan
  const type = random.pick(outcomes)
  if (type === 'upheld') return addPenalty(plan, at)
  if (type === 'withdrawn') act(at, { type, ...(random.yes(0.5) && { at: typed(at - hours(0, 12)) }) })
  else act(at, type === 'discarded' ? { type, why: 'recorded twice' } : { type })
  return addRegret(plan, at)
}

/** The usual case: answered within a day, and dismissed or withdrawn soon. */
function addQuickEnd(plan: Plan, start: Instant): Instant {
  const { random, act, hours } = plan
  const answer = start + hours(1, 24)
  act(answer, { type: 'answered' })
  const over = answer + hours(4, 60)
  const type = random.pick(['withdrawn', 'dismissed', 'dismissed', 'discarded'] as const)
  act(over, type === 'discarded' ? { type, why: 'recorded twice' } : { type })
  return addRegret(plan, over)
}

/** For some, closing was a mistake: it is taken back and done again. */
function addRegret({ random, act, reopen, hours }: Plan, at: Instant): Instant {
  if (!random.yes(0.15)) return at
  const back = at + hours(0, 30)
  const again = back + hours(1, 100)
  reopen(back, 'the wrong one')
  act(again, { type: 'dismissed' })
  return again
}
