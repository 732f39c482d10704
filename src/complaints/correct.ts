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
  timeFields,
} from './complaint.ts'
import { checkLength } from './lengths.ts'
import { Refused } from './refused.ts'

/** Times that a complaint can do without. */
export type OptionalTime = 'traded' | 'evidence-due' | 'appeal-due'

/** The right values of the fields to correct; `null` removes an optional time. */
export type Changes = { [field in TextField]?: string } & {
  [field in TimeField]?: Instant | (field extends OptionalTime ? null : never)
}

type TimeAccess = {
  read: (complaint: Complaint) => Instant | undefined
  write: (complaint: Complaint, to: Instant) => Complaint
}
type OptionalTimeAccess = TimeAccess & { takeOff: (complaint: Complaint) => Complaint }

/** Access to each time of a complaint. A copied time follows the one that it copies. */
const times: { [field in TimeField]: field extends OptionalTime ? OptionalTimeAccess : TimeAccess } = {
  traded: {
    read: c => c.tradedAt,
    write: (c, to) => ({ ...c, tradedAt: to }),
    takeOff: c => ({ ...c, tradedAt: undefined }),
  },
  filed: {
    read: c => (c.copied === 'filed' ? undefined : c.filedAt),
    write: (c, to) => ({
      ...c,
      filedAt: to,
      ...(c.copied === 'received' ? { receivedAt: to } : { copied: undefined }),
    }),
  },
  received: {
    read: c => (c.copied === 'received' ? undefined : c.receivedAt),
    write: (c, to) => ({
      ...c,
      receivedAt: to,
      ...(c.copied === 'filed' ? { filedAt: to } : { copied: undefined }),
    }),
  },
  'evidence-due': {
    read: c => c.evidenceDueOnPage,
    write: (c, to) => ({ ...c, evidenceDueOnPage: to }),
    takeOff: c => ({ ...c, evidenceDueOnPage: undefined }),
  },
  penalized: {
    read: c => penaltyOf(c)?.at,
    write: (c, to) => onPenalty(c, 'penalized', penalty => ({ ...penalty, at: to })),
  },
  'appeal-due': {
    read: c => penaltyOf(c)?.dueOnPage,
    write: (c, to) => onPenalty(c, 'appeal-due', penalty => ({ ...penalty, dueOnPage: to })),
    takeOff: c => onPenalty(c, 'appeal-due', penalty => ({ ...penalty, dueOnPage: undefined })),
  },
  appealed: {
    read: appealedAtOf,
    write: (c, to) => {
      const { state } = c
      if (!('appealedAt' in state) || state.appealedAt === undefined)
        throw new Refused({ code: 'nothing-to-correct', id: c.id, field: 'appealed' })
      return { ...c, state: { ...state, appealedAt: to } }
    },
  },
}

type Corrected = { complaint: Complaint; corrections: Correction[] }

/**
 * Applies corrections; copied times follow. Throws `Refused` when nothing changes or a field cannot be
 * corrected.
 */
export function correct(complaint: Complaint, changes: Changes): Corrected {
  const ofTexts = correctTexts(complaint, changes)
  const ofTimes = correctTimes(ofTexts.complaint, changes)
  const corrections = [...ofTexts.corrections, ...ofTimes.corrections]
  if (corrections.length === 0) throw new Refused({ code: 'nothing-changed', id: complaint.id })
  return { complaint: ofTimes.complaint, corrections }
}

function correctTexts(complaint: Complaint, changes: Changes): Corrected {
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
  return { complaint: after, corrections }
}

/** Corrects times. Each is compared with the original: correcting one may already have moved its copy. */
function correctTimes(complaint: Complaint, changes: Changes): Corrected {
  const corrections: Correction[] = []
  let after = complaint
  for (const field of timeFields) {
    const access: TimeAccess & Partial<OptionalTimeAccess> = times[field]
    const to = changes[field]
    const from = access.read(complaint)
    if (to === undefined || to === from) continue
    if (to === null) {
      if (from === undefined || !access.takeOff) continue
      after = access.takeOff(after)
      corrections.push({ field, from })
      continue
    }
    after = access.write(after, to)
    corrections.push({ field, ...(from !== undefined && { from }), to })
  }
  return { complaint: after, corrections }
}

function onPenalty(complaint: Complaint, field: string, change: (penalty: Penalty) => Penalty): Complaint {
  const { state } = complaint
  if (!('penalty' in state) || !state.penalty)
    throw new Refused({ code: 'nothing-to-correct', id: complaint.id, field })
  return { ...complaint, state: { ...state, penalty: change(state.penalty) } }
}
