import { DAY, type Instant } from '../time/beijing.ts'
import { appealedAtOf, type Complaint, penaltyOf } from './complaint.ts'
import { Refused, type TimeName } from './refused.ts'

/** A deadline from the platform's page that is later than this after its start must be a typing mistake. */
const farthest = 90 * DAY

/**
 * Checks that `traded <= filed <= received` and `filed <= penalized <= appealed <= closed`, that no time is
 * in the future, and that a deadline from the platform's page is at most ninety days after its start. Throws
 * `Refused` with the times at fault.
 */
export function checkTimes(complaint: Complaint, now: Instant) {
  const { state, tradedAt, filedAt, receivedAt } = complaint
  const penalty = penaltyOf(complaint)
  const appealedAt = appealedAtOf(complaint)
  const decidedAt = closedAt(complaint)
  const given: [TimeName, Instant | undefined][] = [
    ['traded', tradedAt],
    // Nobody typed a copied time, so a refusal must not name it.
    ['filed', complaint.copied === 'filed' ? undefined : filedAt],
    ['received', complaint.copied === 'received' ? undefined : receivedAt],
    ['penalized', penalty?.at],
    ['appealed', appealedAt],
    [decidedAt.name, decidedAt.at],
  ]
  for (const [field, at] of given)
    if (at !== undefined && at > now) throw new Refused({ code: 'future', field, at, now })
  inOrder('traded', tradedAt, 'filed', complaint.copied === 'filed' ? undefined : filedAt)
  inOrder('traded', tradedAt, 'received', receivedAt)
  inOrder('filed', filedAt, 'received', receivedAt)
  inOrder('filed', filedAt, 'penalized', penalty?.at)
  inOrder('penalized', penalty?.at, 'appealed', appealedAt)
  inOrder('filed', filedAt, decidedAt.name, decidedAt.at)
  if (state.status === 'closed' && state.outcome !== 'lapsed')
    inOrder('appealed', appealedAt, decidedAt.name, decidedAt.at)
  dueAfter('received', receivedAt, 'evidence-due', complaint.evidenceDueOnPage)
  dueAfter('penalized', penalty?.at, 'appeal-due', penalty?.dueOnPage)
}

/** The time of the closing step on the platform; none for an open, lapsed or discarded complaint. */
function closedAt({ state }: Complaint): { name: TimeName; at: Instant | undefined } {
  if (state.status !== 'closed') return { name: 'reviewed', at: undefined }
  if (state.outcome === 'withdrawn') return { name: 'withdrawn', at: state.at }
  if (state.outcome === 'dismissed') return { name: 'decided', at: state.at }
  if (state.outcome === 'overturned' || state.outcome === 'maintained')
    return { name: 'reviewed', at: state.at }
  return { name: 'reviewed', at: undefined }
}

function inOrder(
  earlier: TimeName,
  earlierAt: Instant | undefined,
  later: TimeName,
  laterAt: Instant | undefined,
) {
  if (earlierAt === undefined || laterAt === undefined || earlierAt <= laterAt) return
  throw new Refused({ code: 'out-of-order', earlier, earlierAt, later, laterAt })
}

function dueAfter(start: TimeName, startAt: Instant | undefined, due: TimeName, dueAt: Instant | undefined) {
  inOrder(start, startAt, due, dueAt)
  if (startAt === undefined || dueAt === undefined || dueAt <= startAt + farthest) return
  throw new Refused({ code: 'too-far', field: due, at: dueAt, days: farthest / DAY })
}
