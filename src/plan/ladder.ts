import { appealWindow, blockEndOf, clocksOf, evidenceWindow } from '../complaints/clocks.ts'
import { type Complaint, penaltyOf } from '../complaints/complaint.ts'
import type { Rung } from '../complaints/rung.ts'
import { atHour, DAY, dayStart, firstHourFrom, type Instant } from '../rules/beijing.ts'
import type { Window } from '../rules/deadlines.ts'
import { contactNudge, lastContact } from './contact.ts'
import { escalations, unanswered } from './escalation.ts'
import { type Place, placeOn } from './place.ts'
import { type Question, questions } from './questions.ts'
import { afterQuiet } from './quiet-hours.ts'
import { snoozed } from './snooze.ts'
import type { Terms } from './terms.ts'
import { type WindowClock, windowEnd, windowRungs } from './window-rungs.ts'

const questionHour = 10
const dailyFor = 30

/** A complaint, settled, at a moment, under its channel's terms. */
type Situation = { complaint: Complaint; terms: Terms; now: Instant }

/** The plan that was made last of each complaint: several ask for the same one, and it holds until the next reminder comes. */
const last = new WeakMap<Complaint, { terms: Terms; from: Instant; until: Instant; places: Place[] }>()

/** Where every running clock of a complaint stands, and who else is to be told. Shared, so not to be changed in place. */
export function ladders(complaint: Complaint, terms: Terms, now: Instant): Place[] {
  const known = last.get(complaint)
  const { calendar, settings } = terms
  const holds = known && known.from <= now && now < known.until
  if (holds && known.terms.calendar === calendar && known.terms.settings === settings) return known.places
  const places = planned(complaint, terms, now)
  last.set(complaint, { terms, from: now, until: untilNext(complaint, places, now), places })
  return places
}

/** Until when a plan made at `now` is the same. */
function untilNext(complaint: Complaint, places: Place[], now: Instant): Instant {
  const afterContact = lastContact(complaint) + 1
  const times = places.flatMap(({ ahead: [next] }) => next?.at ?? [])
  return Math.min(...times, ...(afterContact > now ? [afterContact] : []))
}

function planned(complaint: Complaint, terms: Terms, now: Instant): Place[] {
  const situation = { complaint, terms, now }
  const { state } = complaint
  const { quiet } = terms.settings
  const block = blockEnd(situation)
  switch (state.status) {
    case 'awaiting-evidence':
      return [
        ...openWindow('evidence', evidenceWindow(complaint), situation),
        placeOn(contactNudge(complaint, quiet, now), now),
      ]
    case 'awaiting-decision':
      return state.answeredAt === undefined
        ? afterMissing(situation)
        : [
            asked(
              { clock: 'decision', first: afterAnswer(situation, state.answeredAt), daily: dailyFor },
              situation,
            ),
          ]
    case 'penalized': {
      const window = appealWindow(complaint, state.penalty)
      // Kept open by a person: every rung is over, so the appeal is asked about like a decision.
      const first = firstHourFrom(window.latest, questionHour)
      if (state.keptOpen) return [asked({ clock: 'appeal', first, daily: dailyFor }, situation), ...block]
      return [...openWindow('appeal', window, situation), ...block]
    }
    case 'under-review': {
      const { review } = clocksOf(complaint, terms.calendar)
      const first = review ? atHour(dayStart(review.day), questionHour) : now
      return [asked({ clock: 'review', first, daily: Number.POSITIVE_INFINITY }, situation), ...block]
    }
    case 'closed':
      if (state.outcome === 'discarded') return []
      if (state.outcome !== 'lapsed' || !state.penalty) return block
      return [placeOn([windowEnd('appeal', appealWindow(complaint, state.penalty), quiet)], now), ...block]
  }
}

/** When the next reminder comes if nothing happens. */
export function nextReminder(complaint: Complaint, terms: Terms, now: Instant): Instant | undefined {
  const times = ladders(complaint, terms, now).flatMap(({ ahead: [next] }) => next?.at ?? [])
  return times.length > 0 ? Math.min(...times) : undefined
}

type WindowCalls = { settings: Terms['settings']; rungs: Rung[]; withSnoozed: Rung[] }

/** What the open window of each complaint calls for, whatever the time. */
const windows = new WeakMap<Complaint, WindowCalls>()

function windowCalls(clock: WindowClock, window: Window, { complaint, terms }: Situation): WindowCalls {
  const { settings } = terms
  const before = windows.get(complaint)
  if (before?.settings === settings) return before
  const rungs = windowRungs(clock, window, settings.quiet)
  const calls = { settings, rungs, withSnoozed: [...snoozed(complaint, rungs, settings.quiet), ...rungs] }
  windows.set(complaint, calls)
  return calls
}

/** The rungs of a window that is open, with what people made of them. */
function openWindow(clock: WindowClock, window: Window, situation: Situation): Place[] {
  const { complaint, terms, now } = situation
  const { rungs, withSnoozed } = windowCalls(clock, window, situation)
  const urgent = unanswered(complaint, rungs, now)
  return [
    placeOn(withSnoozed, now),
    ...(urgent
      ? [{ ...placeOn(escalations(complaint, urgent, window, terms), now), unanswered: urgent }]
      : []),
  ]
}

function asked(question: Question, { complaint, terms: { settings }, now }: Situation): Place {
  const rungs = questions(question, settings.quiet, now)
  return placeOn([...snoozed(complaint, rungs, settings.quiet), ...rungs], now)
}

/** That the evidence window was missed, and from the first 10:00 after it, whether there is a decision. */
function afterMissing(situation: Situation): Place[] {
  const { complaint, terms, now } = situation
  const { quiet } = terms.settings
  const window = evidenceWindow(complaint)
  const missed = windowEnd('evidence', window, quiet)
  const first = firstHourFrom(Math.max(window.latest, complaint.createdAt), questionHour)
  // At one moment people are told once.
  const together = afterQuiet(quiet, first) === missed.at
  return [
    placeOn([missed], now),
    asked({ clock: 'decision', first: together ? first + DAY : first, daily: dailyFor }, situation),
  ]
}

/** The first 10:00 on which a decision is asked for: on the expected day, or after the answer if that is later. */
function afterAnswer({ complaint, terms }: Situation, answeredAt: Instant): Instant {
  const expectedDay = dayStart(clocksOf(complaint, terms.calendar).decision.day)
  return firstHourFrom(Math.max(expectedDay, answeredAt, complaint.createdAt), questionHour)
}

/** A block's end is told once, even after closing, unless it had passed when the penalty was recorded. */
function blockEnd({ complaint, terms, now }: Situation): Place[] {
  const due = blockEndOf(complaint)
  const penalty = penaltyOf(complaint)
  if (due === undefined || !penalty || due < penalty.recordedAt) return []
  const at = afterQuiet(terms.settings.quiet, due)
  const ended: Rung = {
    clock: 'block',
    name: 'ended',
    at,
    due,
    loud: false,
    nightFrom: Number.POSITIVE_INFINITY,
  }
  return [placeOn([ended], now)]
}
