import { HOUR, type Instant } from '../../src/time/beijing.ts'
import { type Plan, typed } from './plan.ts'

/** Adds an appeal and its review; gives the time at which the complaint is over. */
export function addAppeal(plan: Plan, at: Instant, imposed: Instant): Instant {
  const { random, act, correct, hours } = plan
  const submitted = typed(Math.max(imposed, at - hours(0, 20)))
  act(at, { type: 'appealed', at: submitted })
  if (random.yes(0.15))
    correct(at + hours(1, 20), { appealed: typed(Math.max(imposed, submitted - hours(0, 10))) })
  const over = at + hours(20, 260)
  plan.meanwhile(at, over)
  act(over, { type: random.pick(['overturned', 'maintained'] as const) })
  return addReviewRegret(plan, over, { imposed, submitted })
}

/** For some, the outcome was a mistake: it is taken back after a time was corrected meanwhile. */
function addReviewRegret(
  { random, act, correct, reopen, hours }: Plan,
  at: Instant,
  { imposed, submitted }: { imposed: Instant; submitted: Instant },
): Instant {
  if (!random.yes(0.2)) return at
  const changes = random.pick([
    { appealed: typed(Math.max(imposed, submitted - hours(0, 72))) },
    { penalized: typed(imposed - hours(0, 20)) },
  ])
  if (random.yes(0.7)) correct(at + HOUR, changes)
  reopen(at + hours(2, 10), 'the other outcome')
  act(at + hours(10, 40), { type: 'maintained' })
  return at + 40 * HOUR
}
