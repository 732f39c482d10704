import type { Changes } from '../src/complaints/correct.ts'
import type { Notice } from '../src/complaints/record.ts'
import type { Action } from '../src/complaints/transitions.ts'
import type { Instant } from '../src/time/beijing.ts'

/** Something that people asked of the app for one complaint. */
export type Wish =
  | { type: 'record'; notice: Notice }
  | { type: 'deed'; action: Action }
  | { type: 'correct'; changes: Changes }
  | { type: 'reopen'; why: string }
  | { type: 'ack'; reminder: string }
  | { type: 'snooze'; reminder: string; until: Instant }

/** A wish that the app took: at which time of its clock, and of the world's; `index`: its place in the history. */
export type Done = { via: string; by: string; wish: Wish; appAt: Instant; at: Instant; index: number }

/** From when until when something was broken, for whom; no team: for everybody. */
export type Broken = { what: string; from: Instant; to: Instant; team?: string; channel?: string }

/** A message as it came to stand in Slack. `called`: when the app asked for it. */
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
  /** What can be pressed at it: the reminder that is answered, and until when it may be put off. */
  controls: Controls | undefined
  /** What it says of reminders that did not come in time. */
  late: Late[] | undefined
  /** It is no message of its own: the one with this key tells of this reminder as well. */
  mentionedIn?: string | undefined
  /** A wrong clock called it late there, and overtaken by then: it is told in its own time all the same. */
  inPassing?: boolean
}
/** What a message says of one complaint that should have come before. `from` and `to`: the times of the first and the last. */
export type Late = {
  id: string
  named: { clock: string; name: string; from: Instant; to: Instant; times: number }[]
}
export type Controls = { reminder: string; offers: Instant[] }

/** What a channel's people have set, and from when on it held. */
export type Setting = {
  at: Instant
  quiet: { start: number; end: number } | null
  backup: string[]
  lang: 'zh' | 'en'
}

/** A complaint as people know it: where they recorded it, and under which id it was. */
export type Case = { name: string; id: string; team: string; channel: string; order: string; done: Done[] }

/** What people did, what was broken when, and what stood in Slack: all that the oracle may know. */
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
  /** Look-ups that were not answered. */
  unanswered: { at: Instant; key: string; kind: 'cannot' | 'later' }[]
  /** Each channel's settings, in order. */
  settings: Map<string, Setting[]>
  /** Messages that were sent to a channel before the end of a pause that Slack had asked for. */
  hasty: { at: Instant; until: Instant; channel: string }[]
  /** When people were in do-not-disturb. */
  away: { user: string; from: Instant; to: Instant }[]
  /** Messages that people deleted. */
  deleted: { at: Instant; ts: string; channel: string }[]
  /** How far the app's clock was ahead of the world's, from when. */
  offsets: { from: Instant; ms: number }[]
  /** What is in the store at the end: history entries by case. */
  kept: Map<string, (string | undefined)[]>
  /** When the app went on and on without time passing, if it did. */
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
