import { kinds, marks } from '../../src/complaints/complaint.ts'
import type { Action } from '../../src/complaints/transitions.ts'
import { HOUR, type Instant, MINUTE } from '../../src/time/beijing.ts'
import type { Request } from '../chronicle.ts'
import type { Random } from '../random.ts'
import type { Workspace } from '../workspaces.ts'
export type Plan = ReturnType<typeof createPlan>

/** A time as people read it off a page: to the minute. */
export const typed = (at: Instant) => Math.floor(at / MINUTE) * MINUTE

/** Collects the requests for one complaint. */
export function createPlan(random: Random, workspace: Workspace) {
  const asked: TimedRequest[] = []
  const anyone = () => random.pick(workspace.people)
  const ask = (at: Instant, request: Request) => void asked.push({ at, by: anyone(), request })
  const act = (at: Instant, action: Action) => ask(at, { type: 'action', action })

  /** Adds notes, ticks and new owners between two times. */
  function meanwhile(from: Instant, to: Instant) {
    if (to <= from) return
    const some = () => random.between(from, to)
    if (random.yes(0.15)) act(some(), { type: 'noted', text: `note ${random.between(0, 1e6)}` })
    if (random.yes(0.1)) act(some(), { type: 'ticked', kind: random.pick(kinds), mark: random.pick(marks) })
    if (random.yes(0.12)) act(some(), { type: 'assigned', owner: anyone() })
    if (random.yes(0.05)) {
      // Several people at the same moment.
      const at = some()
      for (let n = 0; n < 3; n++) act(at, { type: 'noted', text: `at once ${n}` })
    }
  }

  return {
    random,
    asked,
    anyone,
    ask,
    act,
    meanwhile,
    correct: (at: Instant, changes: Extract<Request, { type: 'correct' }>['changes']) =>
      ask(at, { type: 'correct', changes }),
    reopen: (at: Instant, why: string) => ask(at, { type: 'reopen', why }),
    /** A random duration in ms between two numbers of hours. */
    hours: (from: number, to: number) => random.between(from * HOUR, to * HOUR),
  }
}

/** A request and the time at which somebody makes it. */
export type TimedRequest = { at: Instant; by: string; request: Request }
