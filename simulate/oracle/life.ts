import { window } from '../../testing/calendar-oracle.ts'
import type { Chronicle, Done, Wish } from '../chronicle.ts'

// Where a complaint stands after what people did, in the words of the rules and sharing no code with the product.

export type Penalty = {
  at: number
  due: number | undefined
  blockDays: number | undefined
  recordedAt: number
}
export type Stand =
  | { is: 'awaiting evidence' }
  | { is: 'awaiting decision'; answeredAt: number | undefined }
  | { is: 'penalized'; penalty: Penalty; keptOpen: boolean }
  | { is: 'under review'; penalty: Penalty; appealedAt: number }
  | { is: 'closed'; how: string; penalty: Penalty | undefined; appealedAt: number | undefined }

export type Facts = {
  createdAt: number
  filed: number
  received: number
  /** Which of the two was not given. */
  copied: 'filed' | 'received' | undefined
  due: number | undefined
  owner: string
}

/** A complaint between two things that people did. `last`: what was said last to each reminder. */
export type Chapter = {
  from: number
  to: number
  facts: Facts
  stand: Stand
  /** When steps were taken that changed where it stands, the ones taken back included. */
  steps: number[]
  answers: Map<string, Wish>
}

type Window = { due: number; safe: number; latest: number }
const readings = (start: number, days: number, page: number | undefined): Window =>
  page === undefined ? window(start, days) : { due: page, safe: page, latest: page }
export const evidenceOf = ({ received, due }: Facts): Window => readings(received, 3, due)
export const appealOf = ({ at, due }: Penalty): Window => readings(at, 15, due)

/** What time alone has made of it at `now`. */
export function settled(stand: Stand, facts: Facts, now: number): Stand {
  switch (stand.is) {
    case 'awaiting evidence':
      return now >= evidenceOf(facts).latest ? { is: 'awaiting decision', answeredAt: undefined } : stand
    case 'awaiting decision':
      return stand.answeredAt === undefined && now < evidenceOf(facts).latest
        ? { is: 'awaiting evidence' }
        : stand
    case 'penalized': {
      const { latest } = appealOf(stand.penalty)
      if (now < latest) return { ...stand, keptOpen: false }
      return stand.keptOpen
        ? stand
        : { is: 'closed', how: 'lapsed', penalty: stand.penalty, appealedAt: undefined }
    }
    case 'closed': {
      const { how, penalty } = stand
      const open = how === 'lapsed' && penalty && now < appealOf(penalty).latest
      return open ? { is: 'penalized', penalty, keptOpen: false } : stand
    }
    default:
      return stand
  }
}

/** The whole of a complaint's life in chapters, from its recording on; a wrong clock and its setting right begin new ones. */
export function chaptersOf(done: Done[], { end, offsets }: Pick<Chronicle, 'end' | 'offsets'>): Chapter[] {
  const inOrder = done.toSorted((a, b) => a.index - b.index)
  const [first, ...rest] = inOrder
  if (first?.wish.type !== 'record') return []
  const { notice } = first.wish
  const received = notice.received ?? notice.filed ?? Number.NaN
  let facts: Facts = {
    createdAt: first.appAt,
    filed: notice.filed ?? received,
    received,
    copied: notice.received === undefined ? 'received' : notice.filed === undefined ? 'filed' : undefined,
    due: notice.due,
    owner: notice.owner ?? first.by,
  }
  let stand: Stand = settled({ is: 'awaiting evidence' }, facts, first.appAt)
  const steps: number[] = []
  const before: { stand: Stand; undone: boolean }[] = []
  let answers = new Map<string, Wish>()
  const chapters: Chapter[] = []
  const begin = (from: number) => {
    const last = chapters.at(-1)
    if (last) last.to = from
    chapters.push({ from, to: end, facts, stand, steps: [...steps], answers })
  }
  /** What time alone makes of it under each setting of the clock up to then. */
  const turns = offsets.filter(({ from }) => from > first.at)
  function turnTo(at: number) {
    for (let turn = turns[0]; turn && turn.from <= at; turn = turns[0]) {
      turns.shift()
      stand = settled(stand, facts, turn.from + turn.ms)
      begin(turn.from)
    }
  }
  begin(first.at)
  for (const { wish, appAt, at } of rest) {
    turnTo(at)
    const now = settled(stand, facts, appAt)
    switch (wish.type) {
      case 'deed': {
        const after = afterDeed(now, wish.action, appAt)
        if (after) {
          before.push({ stand: now, undone: false })
          steps.push(appAt)
          stand = after
        } else {
          stand = now
          if (wish.action.type === 'assigned') facts = { ...facts, owner: wish.action.owner }
        }
        break
      }
      case 'correct':
        stand = now
        ;({ facts, stand } = corrected(facts, stand, wish.changes))
        break
      case 'reopen': {
        if (now.is === 'closed' && now.how === 'lapsed' && now.penalty) {
          stand = { is: 'penalized', penalty: now.penalty, keptOpen: true }
          break
        }
        const last = before.findLast(each => !each.undone)
        if (last) {
          last.undone = true
          stand = withLaterTimes(last.stand, now)
        }
        break
      }
      case 'ack':
      case 'snooze':
        stand = now
        answers = new Map(answers).set(wish.reminder, wish)
        break
    }
    stand = settled(stand, facts, appAt)
    begin(at)
  }
  turnTo(end)
  return chapters
}

type Action = Extract<Wish, { type: 'deed' }>['action']

/** Where a step leads; undefined: it changes nothing of that. */
function afterDeed(now: Stand, action: Action, appAt: number): Stand | undefined {
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

/** An earlier stand, with the penalty and the appeal as they have been corrected since. */
function withLaterTimes(earlier: Stand, now: Stand): Stand {
  const penalty = 'penalty' in now ? now.penalty : undefined
  const appealedAt = 'appealedAt' in now ? now.appealedAt : undefined
  if (!penalty) return earlier
  if (earlier.is === 'penalized' || earlier.is === 'closed') return { ...earlier, penalty }
  return earlier.is === 'under review' && appealedAt !== undefined
    ? { ...earlier, penalty, appealedAt }
    : earlier
}

type Changes = Extract<Wish, { type: 'correct' }>['changes']

function corrected(facts: Facts, stand: Stand, changes: Changes): { facts: Facts; stand: Stand } {
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
  let standing = stand
  if ('penalty' in stand && stand.penalty) {
    const { penalized, 'appeal-due': page } = changes
    const penalty = {
      ...stand.penalty,
      ...(penalized !== undefined && { at: penalized }),
      ...(page !== undefined && { due: page ?? undefined }),
    }
    standing = { ...stand, penalty }
  }
  const { appealed } = changes
  if (appealed !== undefined && 'appealedAt' in standing && standing.appealedAt !== undefined)
    standing = { ...standing, appealedAt: appealed }
  return { facts: after, stand: standing }
}
