import { type Estimate, expectedBy, type Window, windowOf } from '../rules/deadlines.ts'
import type { Calendar } from '../rules/working-days.ts'
import { DAY, type Instant } from '../time/beijing.ts'
import { appealedAtOf, type Complaint, isOpen, type Penalty, penaltyOf } from './complaint.ts'

/** The window to send proof, from receipt. */
export const evidenceWindow = (complaint: Complaint): Window =>
  windowOf(complaint.receivedAt, complaint.periods.evidenceDays, complaint.evidenceDueOnPage)

/** The window of the one appeal, from the penalty. */
export const appealWindow = (complaint: Complaint, penalty: Penalty): Window =>
  windowOf(penalty.at, complaint.periods.appealDays, penalty.dueOnPage)

/** When the shop's block ends, if the notice names one. */
export function blockEndOf(complaint: Complaint): Instant | undefined {
  const penalty = penaltyOf(complaint)
  return penalty?.blockDays ? penalty.at + penalty.blockDays * DAY : undefined
}

/** Every clock that this complaint has started, whether or not it still matters. */
export type Clocks = {
  evidence: Window
  decision: Estimate
  appeal?: Window
  review?: Estimate
  blockEnds?: Instant
  /** Until when the buyer could file, from the trade's success. */
  filingEnds?: Instant
}

/** Computes all clocks of a complaint under its own periods. */
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

/** What an open complaint is waiting for next, and until when; `undefined` once it is closed. */
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

/** The instant that a list is sorted by: the next deadline's due time, or the day an answer is expected by. */
export function nextDueAt(complaint: Complaint, calendar: Calendar): Instant {
  const next = nextDeadline(complaint, calendar)
  if (!next) return Number.POSITIVE_INFINITY
  return 'window' in next ? next.window.due : next.estimate.by
}

/** Whether an open complaint is late: its next deadline has passed, or nothing was handed in and no decision is on record. */
export function isOverdue(complaint: Complaint, calendar: Calendar, now: Instant): boolean {
  const { state } = complaint
  const missed = state.status === 'awaiting-decision' && state.answeredAt === undefined
  return isOpen(complaint) && (missed || nextDueAt(complaint, calendar) <= now)
}

/** Sorts by the next deadline; closed ones, which have none, come last, the newest first. */
export const byNextDue =
  (calendar: Calendar) =>
  (a: Complaint, b: Complaint): number =>
    // Infinity less infinity is no number.
    nextDueAt(a, calendar) - nextDueAt(b, calendar) || b.createdAt - a.createdAt
