import type { Chronicle, Done, Request } from '../chronicle.ts'
import { type Facts, type State, settled } from './state.ts'
import { afterDeed, corrected, withLaterTimes } from './steps.ts'

/** A complaint between two changes. `answers`: the last reaction to each reminder. */
export type Chapter = {
  from: number
  to: number
  facts: Facts
  state: State
  /** The times of all actions that changed its state, even if they were undone. */
  steps: number[]
  answers: Map<string, Request>
}

/** All that changes from chapter to chapter. `before`: the states before each action, to undo it. */
type Progress = Omit<Chapter, 'from' | 'to'> & { before: { state: State; undone: boolean }[] }

/** A complaint's life in chapters, from its recording on. A wrong clock and its correction begin new ones. */
export function chaptersOf(done: Done[], { end, offsets }: Pick<Chronicle, 'end' | 'offsets'>): Chapter[] {
  const [first, ...rest] = done.toSorted((a, b) => a.index - b.index)
  if (first?.request.type !== 'record') return []
  const facts = factsOf(first.request, first)
  const state = settled({ is: 'awaiting evidence' }, facts, first.appAt)
  let progress: Progress = { facts, state, steps: [], answers: new Map(), before: [] }
  const chapters: Chapter[] = []
  const begin = (from: number) => {
    const last = chapters.at(-1)
    if (last) last.to = from
    const { before: _, ...content } = progress
    chapters.push({ from, to: end, ...content })
  }
  const clockChanges = offsets.filter(({ from }) => from > first.at)
  /** Applies each setting of the clock up to `at`, and what time alone makes of the complaint under it. */
  function turnTo(at: number) {
    for (let change = clockChanges[0]; change && change.from <= at; change = clockChanges[0]) {
      clockChanges.shift()
      progress = settledAt(progress, change.from + change.ms)
      begin(change.from)
    }
  }
  begin(first.at)
  for (const each of rest) {
    turnTo(each.at)
    progress = settledAt(after(settledAt(progress, each.appAt), each), each.appAt)
    begin(each.at)
  }
  turnTo(end)
  return chapters
}

function factsOf({ notice }: Extract<Request, { type: 'record' }>, { appAt, by }: Done): Facts {
  const received = notice.received ?? notice.filed ?? Number.NaN
  return {
    createdAt: appAt,
    filed: notice.filed ?? received,
    received,
    copied: notice.received === undefined ? 'received' : notice.filed === undefined ? 'filed' : undefined,
    due: notice.due,
    owner: notice.owner ?? by,
  }
}

const settledAt = (progress: Progress, now: number): Progress => ({
  ...progress,
  state: settled(progress.state, progress.facts, now),
})

/** The progress after one request of people. */
function after(now: Progress, { request, appAt }: Done): Progress {
  switch (request.type) {
    case 'action': {
      const state = afterDeed(now.state, request.action, appAt)
      if (state)
        return {
          ...now,
          state,
          steps: [...now.steps, appAt],
          before: [...now.before, { state: now.state, undone: false }],
        }
      const { action } = request
      return action.type === 'assigned' ? { ...now, facts: { ...now.facts, owner: action.owner } } : now
    }
    case 'correct':
      return { ...now, ...corrected(now.facts, now.state, request.changes) }
    case 'reopen':
      return reopened(now)
    case 'ack':
    case 'snooze':
      return { ...now, answers: new Map(now.answers).set(request.reminder, request) }
    default:
      return now
  }
}

function reopened(now: Progress): Progress {
  const { state, before } = now
  if (state.is === 'closed' && state.how === 'lapsed' && state.penalty)
    return { ...now, state: { is: 'penalized', penalty: state.penalty, keptOpen: true } }
  const last = before.findLast(each => !each.undone)
  if (!last) return now
  return {
    ...now,
    state: withLaterTimes(last.state, state),
    before: before.map(each => (each === last ? { ...each, undone: true } : each)),
  }
}
