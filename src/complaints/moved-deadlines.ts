import type { Periods } from '../rules/rule-book.ts'
import type { Calendar } from '../rules/working-days.ts'
import { formatEnd } from '../time/beijing.ts'
import { clocksOf } from './clocks.ts'
import type { Complaint } from './complaint.ts'

/** A deadline as it is and as it would be, both as Beijing times. */
export type Moved = { clock: 'evidence' | 'decision' | 'appeal' | 'review'; from: string; to: string }

/**
 * The deadlines of a complaint that would move under other periods; those read on the platform's page never do. For an
 * operator to decide on: a complaint keeps the periods that it was recorded under.
 */
export function movedDeadlines(complaint: Complaint, periods: Periods, calendar: Calendar): Moved[] {
  const from = timesOf(complaint, calendar)
  const to = timesOf({ ...complaint, periods }, calendar)
  const clocks = ['evidence', 'decision', 'appeal', 'review'] as const
  return clocks.flatMap(clock => {
    const [before, after] = [from[clock], to[clock]]
    return before === undefined || after === undefined || before === after
      ? []
      : [{ clock, from: before, to: after }]
  })
}

function timesOf(complaint: Complaint, calendar: Calendar) {
  const { evidence, decision, appeal, review } = clocksOf(complaint, calendar)
  return {
    evidence: formatEnd(evidence.due),
    decision: formatEnd(decision.by),
    appeal: appeal && formatEnd(appeal.due),
    review: review && formatEnd(review.by),
  }
}
