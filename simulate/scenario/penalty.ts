import { DAY, HOUR, type Instant } from '../../src/time/beijing.ts'
import { addAppeal } from './appeal.ts'
import { type Plan, typed } from './plan.ts'

/** Adds a penalty and all that follows it; gives the time at which the complaint is over. */
export function addPenalty(plan: Plan, at: Instant): Instant {
  const { random, act, reopen, hours } = plan
  const imposed = typed(at - (random.yes(0.7) ? hours(0, 12) : hours(12, 100)))
  const page = random.yes(0.25) ? typed(imposed + hours(5 * 24, 20 * 24)) : undefined
  const windowMs = (page ?? imposed + 15 * DAY) - at
  act(at, {
    type: 'upheld',
    at: imposed,
    ...(random.yes(0.6) && { points: 12 }),
    ...(random.yes(0.6) && { blockDays: random.pick([7, 7, 3, 30]) }),
    ...(page !== undefined && { dueOnPage: page }),
  })
  if (random.yes(0.1)) {
    reopen(at + hours(0, 4), 'read it wrong')
    act(at + hours(4, 20), { type: 'upheld', at: imposed, blockDays: 7 })
  }
  if (random.yes(0.2)) correctPenalty(plan, at, imposed)
  plan.meanwhile(at, at + windowMs)
  const luck = random.between(0, 100)
  const withinWindow = () => at + random.between(HOUR, Math.max(2 * HOUR, windowMs))
  if (luck < 50) return addAppeal(plan, withinWindow(), imposed)
  if (luck < 60) {
    const over = withinWindow()
    act(over, { type: 'discarded', why: 'settled otherwise' })
    return over
  }
  return addLapse(plan, at + windowMs + DAY + hours(0, 40), imposed)
}

function correctPenalty({ random, correct, hours }: Plan, at: Instant, imposed: Instant) {
  const when = at + hours(20, 100)
  correct(
    when,
    random.pick([
      { penalized: typed(imposed - hours(0, 20)) },
      { penalized: typed(imposed + hours(0, 10)) },
      { 'appeal-due': typed(at + hours(24, 400)) },
    ]),
  )
}

/** The appeal lapses. Some are kept open, and asked about. */
function addLapse(plan: Plan, lapsed: Instant, imposed: Instant): Instant {
  const { random, correct, reopen, hours } = plan
  if (random.yes(0.6)) return lapsed
  reopen(lapsed, 'the page still takes one')
  if (random.yes(0.3)) correct(lapsed + hours(1, 30), { 'appeal-due': typed(lapsed + hours(30, 200)) })
  return addAppeal(plan, lapsed + hours(10, 120), imposed)
}
