import type { Changes } from '../src/complaints/correct.ts'
import type { Notice } from '../src/complaints/record.ts'
import type { Action } from '../src/complaints/transitions.ts'
import type { Instant } from '../src/time/beijing.ts'

/** A request for one complaint. */
export type Request =
  | { type: 'record'; notice: Notice }
  | { type: 'action'; action: Action }
  | { type: 'correct'; changes: Changes }
  | { type: 'reopen'; why: string }
  | { type: 'ack'; reminder: string }
  | { type: 'snooze'; reminder: string; until: Instant }

/**
 * A request that the app carried out, at `appAt` by its clock and `at` by the world's. `index`: its place in
 * the history.
 */
export type Done = { via: string; by: string; request: Request; appAt: Instant; at: Instant; index: number }

/** A time for which something was broken; for everybody without a team. */
export type Broken = { what: string; from: Instant; to: Instant; team?: string; channel?: string }

/** A message as it was posted. `called`: the time at which the app asked for it. */
export type Said = {
  called: Instant
  at: Instant
  team: string
  channel: string
  ts: string
  thread: string | undefined
  key: string | undefined
  text: string
  broadcast: boolean
  controls: Controls | undefined
  /** The reminders that it names as late. */
  late: Late[] | undefined
  /** Set for a reminder that has no message of its own: the key of the one that names it. */
  mentionedIn?: string | undefined
  /** Named as late only because of a wrong clock: it is still posted in its own time. */
  inPassing?: boolean
}

/**
 * The late reminders of one complaint that a message names. `from` and `to`: the times of the first and the
 * last.
 */
export type Late = {
  id: string
  named: { clock: string; name: string; from: Instant; to: Instant; times: number }[]
}

/** The reminder that the buttons answer, and the times until which it can be snoozed. */
export type Controls = { reminder: string; offers: Instant[] }

/** A channel's settings from `at` on. */
export type Setting = {
  at: Instant
  quiet: { start: number; end: number } | null
  backup: string[]
  lang: 'zh' | 'en'
}

/** A complaint as people know it. */
export type Case = { name: string; id: string; team: string; channel: string; order: string; done: Done[] }

/** Everything the oracle may know: people's actions, faults with their times, and posted messages. */
export type Chronicle = {
  start: Instant
  end: Instant
  cases: Map<string, Case>
  broken: Broken[]
  said: Said[]
  /** Cards brought up to date. */
  shown: { at: Instant; team: string; channel: string; ts: string; text: string }[]
  /** Messages that Slack posted by itself, as the app had asked long before. */
  fallbacks: { at: Instant; team: string; channel: string; text: string }[]
  /** Look-ups that failed. */
  unanswered: { at: Instant; key: string; kind: 'cannot' | 'later' }[]
  /** Each channel's settings, in order. */
  settings: Map<string, Setting[]>
  /** Messages that were sent to a channel before the end of a pause that Slack had asked for. */
  hasty: { at: Instant; until: Instant; channel: string }[]
  /** Times of do-not-disturb. */
  away: { user: string; from: Instant; to: Instant }[]
  /** Messages that people deleted. */
  deleted: { at: Instant; ts: string; channel: string }[]
  /** From then on the app's clock was ahead of the world's by this much. */
  offsets: { from: Instant; ms: number }[]
  /** The delivery behind each history entry in the store at the end, by complaint. */
  kept: Map<string, (string | undefined)[]>
  /** The time at which the app worked without end, if it did. */
  restless?: Instant
  counts: Map<string, number>
}

export const emptyChronicle = (start: Instant, end: Instant): Chronicle => ({
  start,
  end,
  cases: new Map(),
  broken: [],
  said: [],
  shown: [],
  fallbacks: [],
  unanswered: [],
  settings: new Map(),
  hasty: [],
  away: [],
  deleted: [],
  offsets: [{ from: start, ms: 0 }],
  kept: new Map(),
  counts: new Map(),
})

export const counted = ({ counts }: Pick<Chronicle, 'counts'>, what: string, more = 1) =>
  void counts.set(what, (counts.get(what) ?? 0) + more)
