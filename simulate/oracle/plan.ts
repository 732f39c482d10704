import { dayNumber, midnight, nameOf } from '../../testing/calendar-oracle.ts'
import { morning } from '../../testing/quiet-hours-oracle.ts'
import type { Setting } from '../chronicle.ts'
import type { Chapter } from './chapters.ts'
import { escalations, type Observed } from './escalations.ts'
import {
  keyOf,
  never,
  type Owed,
  type ReminderStep,
  single,
  snoozed,
  windowReminders,
} from './reminder-steps.ts'
import { appealOf, evidenceOf, type Penalty, type State, settled, type Window } from './state.ts'
import { workingDayAfter } from './working-days.ts'

// Which reminders the rules promise, and for how long each is the one that applies.

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A part of a chapter in which the complaint's state stays the same. */
type Part = { state: State; from: number; to: number; chapter: Chapter; setting: Setting; world: Observed }

/** Everything that is owed in a chapter under one setting of the channel. */
export function owedIn(chapter: Chapter, setting: Setting, world: Observed): Owed[] {
  const { facts, from, to } = chapter
  const start = settled(chapter.state, facts, from)
  const latest =
    start.is === 'awaiting evidence'
      ? evidenceOf(facts).latest
      : start.is === 'penalized' && !start.keptOpen
        ? appealOf(start.penalty).latest
        : never
  const shared = { chapter, setting, world }
  if (latest >= to) return owedWhile({ ...shared, state: start, from, to })
  return [
    ...owedWhile({ ...shared, state: start, from, to: latest }),
    ...owedWhile({ ...shared, state: settled(start, facts, latest), from: latest, to }),
  ]
}

function owedWhile(part: Part): Owed[] {
  const { state } = part
  switch (state.is) {
    case 'awaiting evidence':
      return [...openWindow(part, 'evidence', evidenceOf(part.chapter.facts)), ...advice(part)]
    case 'awaiting decision':
      return awaitingDecision(part, state.answeredAt)
    case 'penalized': {
      const window = appealOf(state.penalty)
      const appeal = state.keptOpen
        ? asked(part, 'appeal', tenFrom(window.latest), thinning())
        : openWindow(part, 'appeal', window)
      return [...appeal, ...block(part, state.penalty)]
    }
    case 'under review': {
      const first = midnight(workingDayAfter(state.appealedAt, 3)) + 10 * HOUR
      return [...asked(part, 'review', first, daily()), ...block(part, state.penalty)]
    }
    case 'closed': {
      if (state.how === 'discarded') return []
      if (state.how !== 'lapsed' || !state.penalty) return block(part, state.penalty)
      const { due, latest } = appealOf(state.penalty)
      return [...along(part, [held(part, 'appeal', 'lapsed', latest, due)]), ...block(part, state.penalty)]
    }
  }
}

/** Each reminder of a clock is owed until the next one comes. */
function along({ from, to }: Part, reminders: ReminderStep[], until = to): Owed[] {
  return single(reminders).flatMap((reminder, index, all) => {
    const span = {
      from: Math.max(reminder.at, from),
      until: Math.min(all[index + 1]?.at ?? never, until),
    }
    return span.from < span.until ? [{ ...reminder, ...span, key: keyOf(reminder) }] : []
  })
}

/** A reminder that waits for the end of quiet hours. */
const held = ({ setting }: Part, clock: string, name: string, at: number, due = at): ReminderStep => ({
  ...{ clock, name, due, at: morning(setting.quiet, at), nightFrom: never },
  loud: name === 'missed' || name === 'lapsed',
})

const withSnoozed = ({ chapter, setting }: Part, reminders: ReminderStep[]) => [
  ...snoozed(reminders, chapter.answers, setting.quiet),
  ...reminders,
]

function openWindow(part: Part, clock: 'evidence' | 'appeal', window: Window): Owed[] {
  const reminders = windowReminders(clock, window, part.setting.quiet)
  return [...along(part, withSnoozed(part, reminders)), ...escalations(reminders, { ...part, window }, part)]
}

/** The advice to talk with the buyer, unless something was done or too little time is left. */
function advice(part: Part): Owed[] {
  const { facts, steps } = part.chapter
  const buyer = held(part, 'contact', 'buyer', facts.createdAt + HOUR)
  const last = evidenceOf(facts).due - 6 * HOUR
  const hasMovedOn = steps.some(at => at <= buyer.at)
  return hasMovedOn || buyer.at > last ? [] : along(part, [buyer], Math.min(part.to, last + 1))
}

function awaitingDecision(part: Part, answeredAt: number | undefined): Owed[] {
  const { facts } = part.chapter
  if (answeredAt !== undefined) {
    const expected = midnight(workingDayAfter(facts.filed, 4))
    const first = tenFrom(Math.max(expected, answeredAt, facts.createdAt))
    return asked(part, 'decision', first, thinning())
  }
  const { due, latest } = evidenceOf(facts)
  const missed = held(part, 'evidence', 'missed', latest, due)
  const first = tenFrom(Math.max(latest, facts.createdAt))
  // Two messages at the same moment would be one too many.
  const isTogether = morning(part.setting.quiet, first) === missed.at
  return [...along(part, [missed]), ...asked(part, 'decision', isTogether ? first + DAY : first, thinning())]
}

function block(part: Part, penalty: Penalty | undefined): Owed[] {
  const ends = penalty?.blockDays ? penalty.at + penalty.blockDays * DAY : undefined
  if (!penalty || ends === undefined || ends < penalty.recordedAt) return []
  return along(part, [held(part, 'block', 'ended', ends)])
}

/** A question on each of these days, counted from the first. */
function asked(part: Part, clock: string, first: number, days: Iterable<number>): Owed[] {
  const reminders: ReminderStep[] = []
  for (const day of days) {
    const at = first + day * DAY
    reminders.push(held(part, clock, nameOf(dayNumber(at)), at))
    if (at > part.to) break
  }
  return along(part, withSnoozed(part, reminders))
}

const tenFrom = (t: number) => {
  const ten = midnight(dayNumber(t)) + 10 * HOUR
  return ten >= t ? ten : ten + DAY
}

function* daily() {
  for (let day = 0; ; day++) yield day
}
/** Daily for 30 days, then weekly. */
function* thinning() {
  for (let day = 0; ; day += day < 30 ? 1 : 7) yield day
}
