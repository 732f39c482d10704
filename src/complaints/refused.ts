import type { Instant } from '../time/beijing.ts'
import type { Outcome, Status, TimeField } from './complaint.ts'

/** The times that a person can enter: those that can be corrected, and those of the closing steps. */
export type TimeName = TimeField | 'withdrawn' | 'decided' | 'reviewed'

/** A reason for the rules to refuse an action, with the details that the refusal mentions. */
export type Reason =
  | { code: 'future'; field: TimeName; at: Instant; now: Instant }
  | { code: 'out-of-order'; earlier: TimeName; earlierAt: Instant; later: TimeName; laterAt: Instant }
  | { code: 'too-far'; field: TimeName; at: Instant; days: number }
  | { code: 'start-missing' }
  | { code: 'order-missing' }
  | { code: 'too-long'; field: string; max: number }
  | { code: 'already-answered'; id: string; at: Instant }
  | { code: 'closed'; id: string; outcome: Outcome; at: Instant }
  | { code: 'withdraw-after-penalty'; id: string; penalizedAt: Instant }
  | { code: 'no-penalty'; id: string }
  | { code: 'already-upheld'; id: string; at: Instant }
  | { code: 'already-appealed'; id: string; at: Instant }
  | { code: 'appeal-too-late'; id: string; latest: Instant }
  | { code: 'not-appealed'; id: string; status: Status }
  | { code: 'nothing-to-undo'; id: string }
  | { code: 'nothing-to-correct'; id: string; field: string }
  | { code: 'nothing-changed'; id: string }
  /** `reminder`: the key of the pressed reminder; `standing`: the keys of those that have overtaken it. */
  | { code: 'overtaken'; id: string; reminder: string; standing: string[] }
  | { code: 'nothing-stands'; id: string }
  | { code: 'already-acknowledged'; id: string; reminder: string; by: string; at: Instant }
  /** `offers`: the times to which the reminder can be put off; empty if it cannot be. */
  | { code: 'cannot-snooze'; id: string; until: Instant; offers: Instant[] }
  | { code: 'order-taken'; order: string; id: string }

/** Thrown when the rules refuse an action. Nothing was changed, and the person is given the reason. */
export class Refused<R extends { code: string } = Reason> extends Error {
  readonly reason: R
  constructor(reason: NoInfer<R>) {
    super(reason.code)
    this.name = 'Refused'
    this.reason = reason
  }
}
