import type { Instant } from '../time/beijing.ts'
import { foldWidth } from '../time/full-width.ts'
import {
  appealedAtOf,
  type Complaint,
  type Correction,
  type Penalty,
  penaltyOf,
  type TextField,
  type TimeField,
  textFields,
} from './complaint.ts'
import { checkLength } from './lengths.ts'
import { Refused } from './refused.ts'

/** Times that a complaint can do without. */
export type OptionalTime = 'traded' | 'evidence-due' | 'appeal-due'

/** What a person wants corrected: any of the fields, with the right value; `null` takes an optional time off. */
export type Changes = { [field in TextField]?: string } & {
  [field in TimeField]?: Instant | (field extends OptionalTime ? null : never)
}

type TimeRow = {
  field: TimeField
  read: (complaint: Complaint) => Instant | undefined
  write: (complaint: Complaint, to: Instant) => Complaint
  takeOff?: (complaint: Complaint) => Complaint
}

/** Where each time stands in a complaint. A copied time follows the one it copies. */
const times: TimeRow[] = [
  {
    field: 'traded',
    read: c => c.tradedAt,
    write: (c, to) => ({ ...c, tradedAt: to }),
    takeOff: c => ({ ...c, tradedAt: undefined }),
  },
  {
    field: 'filed',
    read: c => (c.copied === 'filed' ? undefined : c.filedAt),
    write: (c, to) => ({
      ...c,
      filedAt: to,
      ...(c.copied === 'received' ? { receivedAt: to } : { copied: undefined }),
    }),
  },
  {
    field: 'received',
    read: c => (c.copied === 'received' ? undefined : c.receivedAt),
    write: (c, to) => ({
      ...c,
      receivedAt: to,
      ...(c.copied === 'filed' ? { filedAt: to } : { copied: undefined }),
    }),
  },
  {
    field: 'evidence-due',
    read: c => c.evidenceDueOnPage,
    write: (c, to) => ({ ...c, evidenceDueOnPage: to }),
    takeOff: c => ({ ...c, evidenceDueOnPage: undefined }),
  },
  {
    field: 'penalized',
    read: c => penaltyOf(c)?.at,
    write: (c, to) => onPenalty(c, 'penalized', penalty => ({ ...penalty, at: to })),
  },
  {
    field: 'appeal-due',
    read: c => penaltyOf(c)?.dueOnPage,
    write: (c, to) => onPenalty(c, 'appeal-due', penalty => ({ ...penalty, dueOnPage: to })),
    takeOff: c => onPenalty(c, 'appeal-due', penalty => ({ ...penalty, dueOnPage: undefined })),
  },
  {
    field: 'appealed',
    read: appealedAtOf,
    write: (c, to) => {
      const { state } = c
      if (!('appealedAt' in state) || state.appealedAt === undefined)
        throw new Refused({ code: 'nothing-to-correct', id: c.id, field: 'appealed' })
      return { ...c, state: { ...state, appealedAt: to } }
    },
  },
]

/** Applies corrections; a copy of a corrected time follows it. Throws `Refused` when there is nothing to correct. */
export function correct(complaint: Complaint, changes: Changes) {
  const corrections: Correction[] = []
  let after = complaint
  for (const field of textFields) {
    const typed = changes[field]
    const to = field === 'order' && typed !== undefined ? foldWidth(typed).trim() : typed
    const from = complaint[field]
    if (to === undefined || to === (from ?? '')) continue
    if (field === 'order' && !to) throw new Refused({ code: 'order-missing' })
    checkLength(field, to)
    after = { ...after, [field]: to }
    corrections.push({ field, ...(from && { from }), to })
  }
  for (const { field, read, write, takeOff } of times) {
    const to = changes[field]
    const from = read(complaint)
    if (to === undefined || to === from) continue
    if (to === null) {
      if (from === undefined || !takeOff) continue
      after = takeOff(after)
      corrections.push({ field, from })
      continue
    }
    after = write(after, to)
    corrections.push({ field, ...(from !== undefined && { from }), to })
  }
  if (corrections.length === 0) throw new Refused({ code: 'nothing-changed', id: complaint.id })
  return { complaint: after, corrections }
}

function onPenalty(complaint: Complaint, field: string, change: (penalty: Penalty) => Penalty): Complaint {
  const { state } = complaint
  if (!('penalty' in state) || !state.penalty)
    throw new Refused({ code: 'nothing-to-correct', id: complaint.id, field })
  return { ...complaint, state: { ...state, penalty: change(state.penalty) } }
}
