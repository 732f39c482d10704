import type { Bug } from './bug.ts'

/** Mistakes in the record of a complaint. */
export const inTheRecord: Bug[] = [
  {
    name: 'a request that is delivered twice is done twice',
    file: 'src/complaints/transitions.ts',
    from: 'if (origin.via && complaint.history.some(entry => entry.via === origin.via)) return complaint',
    to: '',
  },
  {
    name: 'a closed complaint stays open',
    file: 'src/complaints/transitions.ts',
    from: "case 'dismissed':\n      requirePending(complaint)\n      return { status: 'closed', outcome: 'dismissed', at: action.at ?? now }",
    to: "case 'dismissed':\n      requirePending(complaint)\n      return state",
  },
  {
    name: 'a lapsed appeal that is reopened lapses again at once',
    file: 'src/complaints/transitions.ts',
    from: "const state: State = { status: 'penalized', penalty: now.state.penalty, keptOpen: true }\n      return write(",
    to: "const state: State = { status: 'penalized', penalty: now.state.penalty }\n      return write(",
  },
  {
    name: 'undoing a step loses later corrections',
    file: 'src/complaints/transitions.ts',
    from: 'const state = withTimesOf(now, last.before)',
    to: 'const state = last.before',
  },
  {
    name: 'a copied time does not follow a correction',
    file: 'src/complaints/correct.ts',
    from: "...(c.copied === 'received' ? { receivedAt: to } : { copied: undefined }),",
    to: 'copied: undefined,',
  },
  {
    name: 'a corrected time of the penalty moves nothing',
    file: 'src/complaints/correct.ts',
    from: "onPenalty(c, 'penalized', penalty => ({ ...penalty, at: to }))",
    to: "onPenalty(c, 'penalized', penalty => ({ ...penalty }))",
  },
  {
    name: 'a window counts as missed at its due time',
    file: 'src/complaints/settle.ts',
    from: "if (now < evidenceWindow(complaint).latest) return undefined\n      return { state: { status: 'awaiting-decision' }, step: { type: 'missed' } }\n    case 'awaiting-decision':\n      if (state.answeredAt !== undefined || now >= evidenceWindow(complaint).latest) return undefined",
    to: "if (now < evidenceWindow(complaint).due) return undefined\n      return { state: { status: 'awaiting-decision' }, step: { type: 'missed' } }\n    case 'awaiting-decision':\n      if (state.answeredAt !== undefined || now >= evidenceWindow(complaint).due) return undefined",
  },
  {
    name: 'a window reopened by a correction stays closed',
    file: 'src/complaints/settle.ts',
    from: "return { state: { status: 'awaiting-evidence' } }",
    to: 'return undefined',
  },
  {
    name: 'a block ends counted from when it was recorded',
    file: 'src/complaints/clocks.ts',
    from: 'penalty.at + penalty.blockDays * DAY',
    to: 'penalty.recordedAt + penalty.blockDays * DAY',
  },
  {
    name: 'the previous owner is called instead of the new one',
    file: 'src/complaints/transitions.ts',
    from: 'return write(assigned(now, action, origin), action, origin)',
    to: 'return write(now, action, origin)',
  },
]
