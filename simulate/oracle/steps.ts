import type { Request } from '../chronicle.ts'
import type { Facts, State } from './state.ts'

// The effect of people's requests on a complaint.

type Action = Extract<Request, { type: 'action' }>['action']

/** The state after an action; undefined if the action does not change it. */
export function afterDeed(now: State, action: Action, appAt: number): State | undefined {
  const penalty = 'penalty' in now ? now.penalty : undefined
  const appealedAt = 'appealedAt' in now ? now.appealedAt : undefined
  switch (action.type) {
    case 'answered':
      return { is: 'awaiting decision', answeredAt: appAt }
    case 'withdrawn':
    case 'dismissed':
      return { is: 'closed', how: action.type, penalty: undefined, appealedAt: undefined }
    case 'upheld':
      return {
        is: 'penalized',
        penalty: { at: action.at, due: action.dueOnPage, blockDays: action.blockDays, recordedAt: appAt },
        keptOpen: false,
      }
    case 'appealed':
      return penalty && { is: 'under review', penalty, appealedAt: action.at }
    case 'overturned':
    case 'maintained':
    case 'discarded':
      return { is: 'closed', how: action.type, penalty, appealedAt }
    default:
      return undefined
  }
}

/** An earlier state, with the penalty and the appeal as they have been corrected since. */
export function withLaterTimes(earlier: State, now: State): State {
  const penalty = 'penalty' in now ? now.penalty : undefined
  const appealedAt = 'appealedAt' in now ? now.appealedAt : undefined
  if (!penalty) return earlier
  if (earlier.is === 'penalized' || earlier.is === 'closed') return { ...earlier, penalty }
  return earlier.is === 'under review' && appealedAt !== undefined
    ? { ...earlier, penalty, appealedAt }
    : earlier
}

type Changes = Extract<Request, { type: 'correct' }>['changes']

/** The facts and the state after a correction. */
export function corrected(facts: Facts, state: State, changes: Changes): { facts: Facts; state: State } {
  let after = facts
  if (changes.filed !== undefined && !(facts.copied !== 'filed' && changes.filed === facts.filed)) {
    after = { ...after, filed: changes.filed }
    after =
      after.copied === 'received' ? { ...after, received: changes.filed } : { ...after, copied: undefined }
  }
  if (
    changes.received !== undefined &&
    !(facts.copied !== 'received' && changes.received === facts.received)
  ) {
    after = { ...after, received: changes.received }
    after = after.copied === 'filed' ? { ...after, filed: changes.received } : { ...after, copied: undefined }
  }
  const due = changes['evidence-due']
  if (due !== undefined) after = { ...after, due: due ?? undefined }
  let standing = state
  if ('penalty' in state && state.penalty) {
    const { penalized, 'appeal-due': page } = changes
    const penalty = {
      ...state.penalty,
      ...(penalized !== undefined && { at: penalized }),
      ...(page !== undefined && { due: page ?? undefined }),
    }
    standing = { ...state, penalty }
  }
  const { appealed } = changes
  if (appealed !== undefined && 'appealedAt' in standing && standing.appealedAt !== undefined)
    standing = { ...standing, appealedAt: appealed }
  return { facts: after, state: standing }
}
