import { window } from '../../testing/calendar-oracle.ts'

// A complaint's state by the rules, sharing no code with the product.

export type Penalty = {
  at: number
  due: number | undefined
  blockDays: number | undefined
  recordedAt: number
}
export type State =
  | { is: 'awaiting evidence' }
  | { is: 'awaiting decision'; answeredAt: number | undefined }
  | { is: 'penalized'; penalty: Penalty; keptOpen: boolean }
  | { is: 'under review'; penalty: Penalty; appealedAt: number }
  | { is: 'closed'; how: string; penalty: Penalty | undefined; appealedAt: number | undefined }

export type Facts = {
  createdAt: number
  filed: number
  received: number
  /** The one of the two that was not given. */
  copied: 'filed' | 'received' | undefined
  due: number | undefined
  owner: string
}

export type Window = { due: number; safe: number; latest: number }
const readings = (start: number, days: number, page: number | undefined): Window =>
  page === undefined ? window(start, days) : { due: page, safe: page, latest: page }
export const evidenceOf = ({ received, due }: Facts): Window => readings(received, 3, due)
export const appealOf = ({ at, due }: Penalty): Window => readings(at, 15, due)

/** The state at `now`, after what time alone has changed. */
export function settled(state: State, facts: Facts, now: number): State {
  switch (state.is) {
    case 'awaiting evidence':
      return now >= evidenceOf(facts).latest ? { is: 'awaiting decision', answeredAt: undefined } : state
    case 'awaiting decision':
      return state.answeredAt === undefined && now < evidenceOf(facts).latest
        ? { is: 'awaiting evidence' }
        : state
    case 'penalized': {
      const { latest } = appealOf(state.penalty)
      if (now < latest) return { ...state, keptOpen: false }
      return state.keptOpen
        ? state
        : { is: 'closed', how: 'lapsed', penalty: state.penalty, appealedAt: undefined }
    }
    case 'closed': {
      const { how, penalty } = state
      const open = how === 'lapsed' && penalty && now < appealOf(penalty).latest
      return open ? { is: 'penalized', penalty, keptOpen: false } : state
    }
    default:
      return state
  }
}
