import type { Instant } from '../time/beijing.ts'
import { appealWindow, evidenceWindow } from './clocks.ts'
import type { Complaint, State, Step } from './complaint.ts'

/**
 * Brings a complaint in line with the clock: a window that has closed on every reading is missed or lapsed,
 * and one that a correction has moved ahead is open again. Such history entries name nobody.
 */
export function settle(complaint: Complaint, now: Instant): Complaint {
  const change = timeTransitions(complaint, now)
  if (!change) return complaint
  const { state, step } = change
  return {
    ...complaint,
    state,
    history: step ? [...complaint.history, { step, at: now }] : complaint.history,
  }
}

function timeTransitions(complaint: Complaint, now: Instant): { state: State; step?: Step } | undefined {
  const { state } = complaint
  switch (state.status) {
    case 'awaiting-evidence':
      if (now < evidenceWindow(complaint).latest) return undefined
      return { state: { status: 'awaiting-decision' }, step: { type: 'missed' } }
    case 'awaiting-decision':
      if (state.answeredAt !== undefined || now >= evidenceWindow(complaint).latest) return undefined
      return { state: { status: 'awaiting-evidence' } }
    case 'penalized': {
      const { latest } = appealWindow(complaint, state.penalty)
      // The deadline is ahead again, so `keptOpen` ends: the appeal can lapse again, with another entry.
      if (now < latest)
        return state.keptOpen ? { state: { status: 'penalized', penalty: state.penalty } } : undefined
      if (state.keptOpen) return undefined
      return {
        state: { status: 'closed', outcome: 'lapsed', at: latest, penalty: state.penalty },
        step: { type: 'lapsed' },
      }
    }
    case 'closed': {
      if (state.outcome !== 'lapsed' || !state.penalty) return undefined
      const { latest } = appealWindow(complaint, state.penalty)
      if (now < latest) return { state: { status: 'penalized', penalty: state.penalty } }
      return state.at === latest ? undefined : { state: { ...state, at: latest } }
    }
    default:
      return undefined
  }
}
