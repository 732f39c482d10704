import { type Complaint, complaintSchema, type Status } from '../../src/complaints/complaint.ts'
import { type Notice, type Place, record } from '../../src/complaints/record.ts'
import { type Reason, Refused } from '../../src/complaints/refused.ts'
import { type Action, amend, apply, type Origin } from '../../src/complaints/transitions.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import { type Instant, parseTime } from '../../src/time/beijing.ts'

export const rules = loadRules()
const place = { id: 'H-7K3Q', team: 'T1', channel: 'C1' }

/** A Beijing time as people write it. */
export function at(text: string): Instant {
  const parsed = parseTime(text)
  if (!parsed.ok) throw new Error(`no time: ${text}`)
  return parsed.at
}

/** Xiaoyu of the shop's support team, at that time. */
export const by = (time: string | Instant, via?: string): Origin => ({
  by: 'U0XIAOYU',
  at: typeof time === 'string' ? at(time) : time,
  ...(via && { via }),
})

/**
 * The complaint most stories are about: evidence due 2026-11-23 10:30, latest reading the end of that day.
 */
export const notice: Notice = {
  order: '2026112012345',
  traded: at('2026-11-10 12:00'),
  filed: at('2026-11-19 09:00'),
  received: at('2026-11-20 10:30'),
}

export const recorded = (
  more: Partial<Notice> = {},
  now: string | Instant = '2026-11-20 11:00',
  where: Place = place,
): Complaint => record({ ...notice, ...more }, where, rules.book, by(now))

/** The appeal is due 2026-12-10 09:00, latest reading the end of that day. */
export const upheld = {
  type: 'upheld',
  at: at('2026-11-25 09:00'),
  points: 12,
  blockDays: 7,
} satisfies Action
export const appealed = { type: 'appealed', at: at('2026-11-30 20:00') } satisfies Action

export type Given =
  | 'awaiting'
  | 'missed'
  | 'answered'
  | 'penalized'
  | 'underReview'
  | 'lapsed'
  | 'withdrawn'
  | 'dismissed'
  | 'overturned'
  | 'maintained'
  | 'discarded'

/** A complaint in each state, and right after its last step. */
export const given: Record<Given, () => Complaint> = {
  awaiting: () => recorded(),
  missed: () => apply(recorded(), { type: 'noted', text: 'too late' }, by('2026-11-24 09:00')),
  answered: () => apply(recorded(), { type: 'answered' }, by('2026-11-21 09:00')),
  penalized: () => apply(given.answered(), upheld, by('2026-11-25 10:00')),
  underReview: () => apply(given.penalized(), appealed, by('2026-11-30 20:05')),
  lapsed: () => apply(given.penalized(), { type: 'noted', text: 'gone' }, by('2026-12-11 00:00')),
  withdrawn: () => apply(given.answered(), { type: 'withdrawn' }, by('2026-11-22 09:00')),
  dismissed: () => apply(given.answered(), { type: 'dismissed' }, by('2026-11-22 09:00')),
  overturned: () => apply(given.underReview(), { type: 'overturned' }, by('2026-12-02 09:00')),
  maintained: () => apply(given.underReview(), { type: 'maintained' }, by('2026-12-02 09:00')),
  discarded: () => apply(given.awaiting(), { type: 'discarded', why: 'typed twice' }, by('2026-11-20 12:00')),
}

/** Why the rules say no to this; `accepted` when they do not. Anything but a refusal is thrown on. */
export function reasonOf(work: () => unknown): Reason | { code: 'accepted' } {
  try {
    work()
    return { code: 'accepted' }
  } catch (error) {
    if (error instanceof Refused) return error.reason
    throw error
  }
}

/** A complaint's status, and the outcome if it is closed. */
export const standing = ({ state }: Complaint): Exclude<Status, 'closed'> | `closed: ${string}` =>
  state.status === 'closed' ? `closed: ${state.outcome}` : state.status

/** The steps of a complaint's history, in order; undone ones are in brackets. */
export const story = ({ history }: Complaint): string[] =>
  history.map(({ step, undone }) => (undone ? `(${step.type})` : step.type))

export const corrected = (complaint: Complaint, changes: Parameters<typeof amend>[1], now: string) =>
  amend(complaint, changes, by(now))

/** The complaint as it is read from the store. */
export const stored = (complaint: Complaint): Complaint =>
  complaintSchema.parse(JSON.parse(JSON.stringify(complaint)))
