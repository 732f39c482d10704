import { dayNumber, midnight, nameOf } from '../../testing/calendar-oracle.ts'
import type { Setting } from '../chronicle.ts'
import type { Chapter } from './chapters.ts'
import { escalations, type Observed } from './escalations.ts'
import { morning } from './quiet-hours.ts'
import {
  keyOf,
  never,
  type Owed,
  type ReminderStep,
  single,
  snoozed,
  windowReminders,
} from './reminder-steps.ts'
import { appealOf, evidenceOf, type Penalty, type Stand, settled, type Window } from './state.ts'
import { workingDayAfter } from './working-days.ts'

// Which reminders the rules promise, and for how long each is the one that applies.

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A part of a chapter in which the complaint's state stays the same. */
type Part = { stand: Stand; from: number; to: number; chapter: Chapter; setting: Setting; world: Observed }

/** Everything that is owed in a chapter under one setting of the channel. */
export function owedIn(chapter: Chapter, setting: Setting, world: Observed): Owed[] {
  const { facts, from, to } = chapter
  const start = settled(chapter.stand, facts, from)
  const latest =
    start.is === 'awaiting evidence'
      ? evidenceOf(facts).latest
      : start.is === 'penalized' && !start.keptOpen
        ? appealOf(start.penalty).latest
        : never
  const shared = { chapter, setting, world }
  if (latest >= to) return owedWhile({ ...shared, stand: start, from, to })
  return [
    ...owedWhile({ ...shared, stand: start, from, to: latest }),
    ...owedWhile({ ...shared, stand: settled(start, facts, latest), from: latest, to }),
  ]
}

function owedWhile(part: Part): Owed[] {
  const { stand } = part
  switch (stand.is) {
    case 'awaiting evidence':
      return [...openWindow(part, 'evidence', evidenceOf(part.chapter.facts)), ...advice(part)]
    case 'awaiting decision':
      return awaitingDecision(part, stand.answeredAt)
    case 'penalized': {
      const window = appealOf(stand.penalty)
      const appeal = stand.keptOpen
        ? asked(part, 'appeal', tenFrom(window.latest), thinning())
        : openWindow(part, 'appeal', window)
      return [...appeal, ...block(part, stand.penalty)]
    }
    case 'under review': {
      const first = midnight(workingDayAfter(stand.appealedAt, 3)) + 10 * HOUR
      return [...asked(part, 'review', first, daily()), ...block(part, stand.penalty)]
    }
    case 'closed': {
      if (stand.how === 'discarded') return []
      if (stand.how !== 'lapsed' || !stand.penalty) return block(part, stand.penalty)
      const { due, latest } = appealOf(stand.penalty)
      return [...along(part, [held(part, 'appeal', 'lapsed', latest, due)]), ...block(part, stand.penalty)]
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
