import { appealWindow, blockEndOf, clocksOf, evidenceWindow } from '../complaints/clocks.ts'
import { type Complaint, penaltyOf } from '../complaints/complaint.ts'
import type { ReminderStep } from '../complaints/reminder-step.ts'
import type { Window } from '../rules/deadlines.ts'
import { atHour, DAY, dayStart, firstHourFrom, type Instant } from '../time/beijing.ts'
import { type ClockPosition, positionOf } from './clock-position.ts'
import { contactReminder, lastContact } from './contact.ts'
import { escalations, unanswered } from './escalation.ts'
import type { PlanContext } from './plan-context.ts'
import { type Question, questions } from './questions.ts'
import { afterQuiet } from './quiet-hours.ts'
import { snoozed } from './snooze.ts'
import { type WindowClock, windowEnd, windowReminders } from './window-reminders.ts'

const questionHour = 10
const dailyFor = 30

/** A settled complaint at a moment. */
type Situation = { complaint: Complaint; context: PlanContext; now: Instant }

/**
 * The positions of a complaint's clocks from `from` until before `until`, and the inputs that they follow
 * from.
 */
type Plan = { inputs: unknown[]; from: Instant; until: Instant; positions: ClockPosition[] }

/** Cached plans per complaint: more than one, because late reminders are found by looking back. */
const maxPlans = 4

/**
 * The last plans, cached by the history array: most changes of a record concern its delivery state and keep
 * that array.
 */
const plans = new WeakMap<Complaint['history'], Plan[]>()

/**
 * The position of each running clock, escalations included. The result is shared: never change it in place.
 */
export function scheduleOf(complaint: Complaint, context: PlanContext, now: Instant): ClockPosition[] {
  const inputs = inputsOf(complaint, context)
  const isSame = (input: unknown, index: number) => input === inputs[index]
  const known = plans.get(complaint.history) ?? []
  const plan = known.find(each => each.from <= now && now < each.until && each.inputs.every(isSame))
  if (plan) return plan.positions
  const positions = planned(complaint, context, now)
  const made = { inputs, ...spanOf(complaint, positions, now), positions }
  plans.set(complaint.history, [made, ...known].slice(0, maxPlans))
  return positions
}

/** All inputs of a plan except the history and the time. */
function inputsOf(complaint: Complaint, { calendar, settings }: PlanContext): unknown[] {
  const { state, owner, periods, createdAt, filedAt, receivedAt, evidenceDueOnPage, outbox } = complaint
  const times = [createdAt, filedAt, receivedAt, evidenceDueOnPage]
  return [
    calendar,
    settings,
    state,
    owner,
    periods,
    ...times,
    outbox.sent,
    Object.entries(outbox.away ?? {}).join(),
  ]
}

/** The time for which a plan made at `now` stays the same. */
function spanOf(
  complaint: Complaint,
  positions: ClockPosition[],
  now: Instant,
): { from: Instant; until: Instant } {
  const turns = [lastContact(complaint) + 1]
  for (const { current, ahead } of positions)
    turns.push(current?.at ?? Number.NEGATIVE_INFINITY, ahead[0]?.at ?? Number.POSITIVE_INFINITY)
  return {
    from: Math.max(...turns.filter(at => at <= now)),
    until: Math.min(...turns.filter(at => at > now)),
  }
}

function planned(complaint: Complaint, context: PlanContext, now: Instant): ClockPosition[] {
  const situation = { complaint, context, now }
  const { state } = complaint
  const { quiet } = context.settings
  const block = blockEnd(situation)
  switch (state.status) {
    case 'awaiting-evidence':
      return [
        ...openWindow('evidence', evidenceWindow(complaint), situation),
        positionOf(contactReminder(complaint, quiet, now), now),
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
      // Kept open by a person: all steps have passed, so the appeal is asked about like a decision.
      const first = firstHourFrom(window.latest, questionHour)
      if (state.keptOpen) return [asked({ clock: 'appeal', first, daily: dailyFor }, situation), ...block]
      return [...openWindow('appeal', window, situation), ...block]
    }
    case 'under-review': {
      const { review } = clocksOf(complaint, context.calendar)
      const first = review ? atHour(dayStart(review.day), questionHour) : now
      return [asked({ clock: 'review', first, daily: Number.POSITIVE_INFINITY }, situation), ...block]
    }
    case 'closed':
      if (state.outcome === 'discarded') return []
      if (state.outcome !== 'lapsed' || !state.penalty) return block
      return [positionOf([windowEnd('appeal', appealWindow(complaint, state.penalty), quiet)], now), ...block]
  }
}

/** The time of the next reminder if nothing happens. */
export function nextReminder(complaint: Complaint, context: PlanContext, now: Instant): Instant | undefined {
  const times = scheduleOf(complaint, context, now).flatMap(({ ahead: [next] }) => next?.at ?? [])
  return times.length > 0 ? Math.min(...times) : undefined
}

/** The position in an open window, with snoozed steps, and that of the escalation. */
function openWindow(clock: WindowClock, window: Window, situation: Situation): ClockPosition[] {
  const { complaint, context, now } = situation
  const { quiet } = context.settings
  const reminders = windowReminders(clock, window, quiet)
  const withSnoozed = [...snoozed(complaint, reminders, quiet), ...reminders]
  const urgent = unanswered(complaint, reminders, now)
  return [
    positionOf(withSnoozed, now),
    ...(urgent
      ? [{ ...positionOf(escalations(complaint, urgent, window, context), now), unanswered: urgent }]
      : []),
  ]
}

function asked(question: Question, { complaint, context: { settings }, now }: Situation): ClockPosition {
  const reminders = questions(question, settings.quiet, now)
  return positionOf([...snoozed(complaint, reminders, settings.quiet), ...reminders], now)
}

/**
 * The notice that the evidence window was missed, and from the first 10:00 after it, the question for a
 * decision.
 */
function afterMissing(situation: Situation): ClockPosition[] {
  const { complaint, context, now } = situation
  const { quiet } = context.settings
  const window = evidenceWindow(complaint)
  const missed = windowEnd('evidence', window, quiet)
  const first = firstHourFrom(Math.max(window.latest, complaint.createdAt), questionHour)
  // If both came at the same moment, the question starts a day later.
  const together = afterQuiet(quiet, first) === missed.at
  return [
    positionOf([missed], now),
    asked({ clock: 'decision', first: together ? first + DAY : first, daily: dailyFor }, situation),
  ]
}

/**
 * The first time a decision is asked for: at 10:00 on the expected day, or after the answer if that is later.
 */
function afterAnswer({ complaint, context }: Situation, answeredAt: Instant): Instant {
  const expectedDay = dayStart(clocksOf(complaint, context.calendar).decision.day)
  return firstHourFrom(Math.max(expectedDay, answeredAt, complaint.createdAt), questionHour)
}

/** The notice that a block has ended, even after closing. None if the penalty was recorded after that. */
function blockEnd({ complaint, context, now }: Situation): ClockPosition[] {
  const due = blockEndOf(complaint)
  const penalty = penaltyOf(complaint)
  if (due === undefined || !penalty || due < penalty.recordedAt) return []
  const at = afterQuiet(context.settings.quiet, due)
  const ended: ReminderStep = {
    clock: 'block',
    base: 'ended',
    at,
    due,
    inChannel: false,
    mayBreakQuietFrom: Number.POSITIVE_INFINITY,
  }
  return [positionOf([ended], now)]
}
