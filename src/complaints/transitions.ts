import type { Instant } from '../time/beijing.ts'
import { absences } from './absences.ts'
import { appealWindow } from './clocks.ts'
import {
  appealedAtOf,
  type Complaint,
  type Entry,
  type Kind,
  type Mark,
  penaltyOf,
  type State,
  type Step,
} from './complaint.ts'
import { correct } from './correct.ts'
import { checkLength } from './lengths.ts'
import { notChecked } from './owner-check.ts'
import type { Reaction } from './reactions.ts'
import { Refused } from './refused.ts'
import { settle } from './settle.ts'
import { checkTimes } from './time-order.ts'

/** The user who acted, the time, and the delivery. */
export type Origin = { by: string; at: Instant; via?: string }

/** The actions that `apply` takes: all steps but those of time, of `record` and of the functions below. */
export type Action = Exclude<
  Step,
  {
    type:
      | 'recorded'
      | 'missed'
      | 'lapsed'
      | 'reopened'
      | 'corrected'
      | 'moved'
      | 'owner-checked'
      | Reaction['type']
  }
>
type Advance = Extract<
  Action,
  {
    type:
      | 'answered'
      | 'withdrawn'
      | 'dismissed'
      | 'upheld'
      | 'appealed'
      | 'overturned'
      | 'maintained'
      | 'discarded'
  }
>

/** Applies an action. A delivery that is already in the history changes nothing. Throws `Refused` when the rules say no. */
export function apply(complaint: Complaint, action: Action, origin: Origin): Complaint {
  return once(complaint, origin, now => {
    switch (action.type) {
      case 'ticked':
        return ticked(now, action, origin)
      case 'assigned':
        return write(assigned(now, action, origin), action, origin)
      case 'noted':
        checkLength('note', action.text)
        return write(now, action, origin)
      default: {
        if (action.type === 'discarded') checkLength('why', action.why)
        const after = { ...now, state: advance(now, action, origin.at) }
        checkTimes(after, origin.at)
        return settle(write(after, action, origin, now.state), origin.at)
      }
    }
  })
}

/** Ticks several kinds of proof, with a history entry for each. */
export function tick(complaint: Complaint, chosen: Kind[], mark: Mark, origin: Origin): Complaint {
  return once(complaint, origin, now =>
    chosen.reduce((after, kind) => ticked(after, { type: 'ticked', kind, mark }, origin), now),
  )
}

const ticked = (complaint: Complaint, step: Extract<Step, { type: 'ticked' }>, origin: Origin): Complaint =>
  write({ ...complaint, evidence: { ...complaint.evidence, [step.kind]: step.mark } }, step, origin)

/** Changes the owner. Absences stay on record under the owner who was away. */
function assigned(
  complaint: Complaint,
  { owner, unchecked }: Extract<Step, { type: 'assigned' }>,
  origin: Origin,
): Complaint {
  const { ownerCheck: _, ...rest } = complaint
  const { outbox } = complaint
  const away = outbox.away && owner !== complaint.owner ? { away: absences(complaint) } : {}
  return {
    ...rest,
    owner,
    outbox: { ...outbox, ...away },
    ...(unchecked && { ownerCheck: notChecked(origin) }),
  }
}

/** Corrects fields; deadlines follow, and the history keeps the old and new values. */
export function amend(
  complaint: Complaint,
  changes: Parameters<typeof correct>[1],
  origin: Origin,
): Complaint {
  return once(complaint, origin, now => {
    const { complaint: after, corrections } = correct(now, changes)
    checkTimes(after, origin.at)
    return settle(write(after, { type: 'corrected', changes: corrections }, origin), origin.at)
  })
}

/** Adds the reactions that `reactions` derives from the settled complaint; its errors pass through. */
export function react(
  complaint: Complaint,
  reactions: (settled: Complaint) => Reaction[],
  origin: Origin,
): Complaint {
  return once(complaint, origin, now =>
    reactions(now).reduce((after, step) => write(after, step, origin), now),
  )
}

/**
 * Moves a complaint to another channel. It gets a new card and thread there, reminders that were sent stay sent, and its
 * former card is to say that it moved. Unknown outcomes and delivery failures belong to the old channel and are dropped.
 */
export function move(complaint: Complaint, to: string, origin: Origin): Complaint {
  return once(complaint, origin, now => {
    const { channel: from } = now
    if (from === to) return complaint
    const { card, sending: _, doubtful: __, trouble: ___, former = [], ...outbox } = now.outbox
    const left = card ? [...former, { channel: from, ts: card.ts, tries: 0 }] : former
    const moved = write({ ...now, channel: to }, { type: 'moved', from, to }, origin)
    return { ...moved, outbox: { ...outbox, ...(left.length > 0 && { former: left }) } }
  })
}

/** The entries that one delivery added: its outcome can be told from them again at any later time. */
export const addedBy = ({ history }: Complaint, via: string): Entry[] =>
  history.filter(entry => entry.via === via)

/** Undoes the last step that changed the state, or keeps a lapsed appeal open. */
export function reopen(complaint: Complaint, why: string, origin: Origin): Complaint {
  checkLength('why', why)
  return once(complaint, origin, now => {
    if (now.state.status === 'closed' && now.state.outcome === 'lapsed' && now.state.penalty) {
      const state: State = { status: 'penalized', penalty: now.state.penalty, keptOpen: true }
      return write({ ...now, state }, { type: 'reopened', why, undone: 'lapsed' }, origin)
    }
    const index = now.history.findLastIndex(entry => entry.before && !entry.undone)
    const last = now.history[index]
    if (!last?.before) throw new Refused({ code: 'nothing-to-undo', id: now.id })
    const history = now.history.with(index, { ...last, undone: true })
    const state = withTimesOf(now, last.before)
    return settle(
      write({ ...now, state, history }, { type: 'reopened', why, undone: last.step.type }, origin),
      origin.at,
    )
  })
}

/** An earlier state, with the penalty and the appeal as corrected since. */
function withTimesOf(complaint: Complaint, earlier: State): State {
  const penalty = penaltyOf(complaint)
  const appealedAt = appealedAtOf(complaint)
  switch (earlier.status) {
    case 'penalized':
      return penalty ? { ...earlier, penalty } : earlier
    case 'under-review':
      return penalty && appealedAt !== undefined ? { ...earlier, penalty, appealedAt } : earlier
    case 'closed':
      return penalty ? { ...earlier, penalty } : earlier
    default:
      return earlier
  }
}

function once(complaint: Complaint, origin: Origin, change: (settled: Complaint) => Complaint): Complaint {
  if (origin.via && complaint.history.some(entry => entry.via === origin.via)) return complaint
  return change(settle(complaint, origin.at))
}

function write(complaint: Complaint, step: Step, { by, at, via }: Origin, before?: State): Complaint {
  const entry = { step, at, by, ...(via && { via }), ...(before && { before }) }
  return { ...complaint, history: [...complaint.history, entry] }
}

/** The life cycle: for each action a guard and a new state. */
function advance(complaint: Complaint, action: Advance, now: Instant): State {
  const { id, state } = complaint
  switch (action.type) {
    case 'answered':
      if (state.status === 'awaiting-decision' && state.answeredAt !== undefined)
        throw new Refused({ code: 'already-answered', id, at: state.answeredAt })
      requirePending(complaint)
      return { status: 'awaiting-decision', answeredAt: now }
    case 'withdrawn':
      if (state.status === 'penalized' || state.status === 'under-review')
        throw new Refused({ code: 'withdraw-after-penalty', id, penalizedAt: state.penalty.at })
      requirePending(complaint)
      return { status: 'closed', outcome: 'withdrawn', at: action.at ?? now }
    case 'dismissed':
      requirePending(complaint)
      return { status: 'closed', outcome: 'dismissed', at: action.at ?? now }
    case 'upheld': {
      requirePending(complaint)
      const { type: _, ...notice } = action
      return { status: 'penalized', penalty: { ...notice, recordedAt: now } }
    }
    case 'appealed': {
      const penalty = penaltyToAppeal(complaint, action.at)
      return { status: 'under-review', penalty, appealedAt: action.at }
    }
    case 'overturned':
    case 'maintained': {
      if (state.status === 'closed') throw closed(complaint, state)
      if (state.status !== 'under-review')
        throw new Refused({ code: 'not-appealed', id, status: state.status })
      const { penalty, appealedAt } = state
      return { status: 'closed', outcome: action.type, at: action.at ?? now, penalty, appealedAt }
    }
    case 'discarded':
      if (state.status === 'closed') throw closed(complaint, state)
      return {
        status: 'closed',
        outcome: 'discarded',
        at: now,
        ...('penalty' in state && { penalty: state.penalty }),
        ...('appealedAt' in state && { appealedAt: state.appealedAt }),
      }
  }
}

/** Throws `Refused` if a decision is on record. */
function requirePending(complaint: Complaint) {
  const { id, state } = complaint
  if (state.status === 'closed') throw closed(complaint, state)
  if (state.status === 'penalized' || state.status === 'under-review')
    throw new Refused({ code: 'already-upheld', id, at: state.penalty.at })
}

/** The penalty to appeal against. An appeal sent in time counts even when it is recorded after the window has lapsed. */
function penaltyToAppeal(complaint: Complaint, at: Instant) {
  const { id, state } = complaint
  const penalty = penaltyOf(complaint)
  const appealedAt = appealedAtOf(complaint)
  if (appealedAt !== undefined) throw new Refused({ code: 'already-appealed', id, at: appealedAt })
  const lapsed = state.status === 'closed' && state.outcome === 'lapsed'
  if (state.status === 'closed' && !lapsed) throw closed(complaint, state)
  if (!penalty) throw new Refused({ code: 'no-penalty', id })
  const { latest } = appealWindow(complaint, penalty)
  if (lapsed && at >= latest) throw new Refused({ code: 'appeal-too-late', id, latest })
  return penalty
}

function closed({ id }: Complaint, state: Extract<State, { status: 'closed' }>) {
  return new Refused({ code: 'closed', id, outcome: state.outcome, at: state.at })
}
