import { type Estimate, expectedBy, type Window, windowOf } from '../rules/deadlines.ts'
import type { Calendar } from '../rules/working-days.ts'
import { DAY, type Instant } from '../time/beijing.ts'
import { appealedAtOf, type Complaint, isOpen, type Penalty, penaltyOf } from './complaint.ts'

/** The window for handing in evidence, which starts with receipt. */
export const evidenceWindow = (complaint: Complaint): Window =>
  windowOf(complaint.receivedAt, complaint.periods.evidenceDays, complaint.evidenceDueOnPage)

/** The window for the one appeal, which starts with the penalty. */
export const appealWindow = (complaint: Complaint, penalty: Penalty): Window =>
  windowOf(penalty.at, complaint.periods.appealDays, penalty.dueOnPage)

/** The end of the shop's block, if the notice states a block. */
export function blockEndOf(complaint: Complaint): Instant | undefined {
  const penalty = penaltyOf(complaint)
  return penalty?.blockDays ? penalty.at + penalty.blockDays * DAY : undefined
}

/** All clocks that a complaint has started, including those that no longer matter. */
export type Clocks = {
  evidence: Window
  decision: Estimate
  appeal?: Window
  review?: Estimate
  blockEnds?: Instant
  /** The end of the buyer's time to file, counted from the trade's success. */
  filingEnds?: Instant
}

/** The clocks of a complaint. They run for the periods in force when it was recorded. */
export function clocksOf(complaint: Complaint, calendar: Calendar): Clocks {
  const { periods, filedAt, tradedAt } = complaint
  const penalty = penaltyOf(complaint)
  const appealedAt = appealedAtOf(complaint)
  const blockEnds = blockEndOf(complaint)
  return {
    evidence: evidenceWindow(complaint),
    decision: expectedBy(filedAt, periods.decisionWorkingDays, calendar),
    ...(penalty && { appeal: appealWindow(complaint, penalty) }),
    ...(blockEnds !== undefined && { blockEnds }),
    ...(appealedAt !== undefined && { review: expectedBy(appealedAt, periods.reviewWorkingDays, calendar) }),
    ...(tradedAt !== undefined && { filingEnds: tradedAt + periods.filingDays * DAY }),
  }
}

/** An open complaint's next deadline, or the next answer that is expected from the platform. */
export type NextDeadline =
  | { clock: 'evidence' | 'appeal'; window: Window }
  | { clock: 'decision' | 'review'; estimate: Estimate }

export function nextDeadline(complaint: Complaint, calendar: Calendar): NextDeadline | undefined {
  const clocks = () => clocksOf(complaint, calendar)
  switch (complaint.state.status) {
    case 'awaiting-evidence':
      return { clock: 'evidence', window: evidenceWindow(complaint) }
    case 'awaiting-decision':
      return { clock: 'decision', estimate: clocks().decision }
    case 'penalized':
      return { clock: 'appeal', window: appealWindow(complaint, complaint.state.penalty) }
    case 'under-review': {
      const { review } = clocks()
      return review && { clock: 'review', estimate: review }
    }
    case 'closed':
      return undefined
  }
}

/**
 * The time of the next deadline, or the end of the day by which an answer is expected. Infinity for a closed
 * complaint.
 */
export function nextDueAt(complaint: Complaint, calendar: Calendar): Instant {
  const next = nextDeadline(complaint, calendar)
  if (!next) return Number.POSITIVE_INFINITY
  return 'window' in next ? next.window.due : next.estimate.by
}

/**
 * True for an open complaint whose next deadline has passed, or that missed its evidence window and has not
 * been decided since.
 */
export function isOverdue(complaint: Complaint, calendar: Calendar, now: Instant): boolean {
  const { state } = complaint
  const missed = state.status === 'awaiting-decision' && state.answeredAt === undefined
  return isOpen(complaint) && (missed || nextDueAt(complaint, calendar) <= now)
}

/** Sorts by next deadline. Closed complaints come last, the newest of them first. */
export const byNextDue =
  (calendar: Calendar) =>
  (a: Complaint, b: Complaint): number =>
    // For two closed complaints this is Infinity minus Infinity: NaN, which is falsy.
    nextDueAt(a, calendar) - nextDueAt(b, calendar) || b.createdAt - a.createdAt
