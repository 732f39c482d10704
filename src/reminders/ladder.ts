import { appealWindow, clocksOf, evidenceWindow } from '../complaints/clocks.ts'
import { type Complaint, penaltyOf } from '../complaints/complaint.ts'
import type { Rung } from '../complaints/rung.ts'
import { atHour, DAY, dayOf, dayStart, firstHourFrom, HOUR, type Instant } from '../rules/beijing.ts'
import type { Window } from '../rules/deadlines.ts'
import type { Calendar } from '../rules/working-days.ts'

/** A reminder's identity: the clock, the rung and the due instant. Move the deadline and it is another reminder. */
export const rungKey = ({ clock, name, due }: Pick<Rung, 'clock' | 'name' | 'due'>): string =>
  `${clock}:${name}:${new Date(due).toISOString()}`

/** The rung of one clock that applies now, if its time has come, and when the clock's next one comes. */
export type Place = { current?: Rung | undefined; next?: Instant | undefined }

const questionHour = 10
const safeHour = 18
const dailyFor = 30

const hoursBefore = { evidence: [48, 24, 6, 1], appeal: [7 * 24, 3 * 24, 24, 6, 1] }
const over = { evidence: 'missed', appeal: 'lapsed' }

/** Where every running clock of a complaint stands at `now`. The complaint must be settled. */
export function ladders(complaint: Complaint, calendar: Calendar, now: Instant): Place[] {
  const { state } = complaint
  const block = blockEnd(complaint, calendar, now)
  switch (state.status) {
    case 'awaiting-evidence':
      return [placeOn(windowRungs('evidence', evidenceWindow(complaint)), now)]
    case 'awaiting-decision':
      return [
        ...(state.answeredAt === undefined
          ? [placeOn([lastRung('evidence', evidenceWindow(complaint))], now)]
          : []),
        questions('decision', firstQuestion(complaint, state.answeredAt, calendar), now, dailyFor),
      ]
    case 'penalized': {
      const window = appealWindow(complaint, state.penalty)
      // Kept open by a person: every rung is over, so the appeal is asked about like a decision.
      if (state.keptOpen)
        return [questions('appeal', firstHourFrom(window.latest, questionHour), now, dailyFor), ...block]
      return [placeOn(windowRungs('appeal', window), now), ...block]
    }
    case 'under-review': {
      const { review } = clocksOf(complaint, calendar)
      const first = review ? atHour(dayStart(review.day), questionHour) : now
      return [questions('review', first, now), ...block]
    }
    case 'closed':
      if (state.outcome === 'discarded') return []
      if (state.outcome !== 'lapsed' || !state.penalty) return block
      return [placeOn([lastRung('appeal', appealWindow(complaint, state.penalty))], now), ...block]
  }
}

function windowRungs(clock: 'evidence' | 'appeal', window: Window): Rung[] {
  const { due, safe } = window
  const rungs = hoursBefore[clock].map(hours => ({
    clock,
    name: hours % 24 === 0 && hours > 48 ? `${hours / 24}d` : `${hours}h`,
    at: due - hours * HOUR,
    due,
    loud: hours <= 6,
  }))
  const safeDay = { clock, name: 'safe-day', at: safe - (24 - safeHour) * HOUR, due, loud: false }
  return [...rungs, ...(safe < due ? [safeDay] : []), lastRung(clock, window)].sort((a, b) => a.at - b.at)
}

const lastRung = (clock: 'evidence' | 'appeal', { due, latest }: Window): Rung => ({
  clock,
  name: over[clock],
  at: latest,
  due,
  loud: true,
})

function placeOn(rungs: Rung[], now: Instant): Place {
  return { current: rungs.findLast(rung => rung.at <= now), next: rungs.find(rung => rung.at > now)?.at }
}

/**
 * The first 10:00 on which a decision is asked for: after the evidence window when nothing was handed in,
 * else on the expected day, or after the answer if that is later; never before the complaint was recorded.
 */
function firstQuestion(complaint: Complaint, answeredAt: Instant | undefined, calendar: Calendar): Instant {
  if (answeredAt === undefined)
    return firstHourFrom(Math.max(evidenceWindow(complaint).latest, complaint.createdAt), questionHour)
  const expectedDay = dayStart(clocksOf(complaint, calendar).decision.day)
  return firstHourFrom(Math.max(expectedDay, answeredAt, complaint.createdAt), questionHour)
}

/** A question asked every day from `first`; weekly after `daily` days, if given. */
function questions(
  clock: 'decision' | 'appeal' | 'review',
  first: Instant,
  now: Instant,
  daily = Number.POSITIVE_INFINITY,
): Place {
  if (now < first) return { next: first }
  const day = Math.floor((now - first) / DAY)
  const week = Math.floor((day - daily) / 7)
  const at = day <= daily ? first + day * DAY : first + (daily + 7 * week) * DAY
  const next = day < daily ? at + DAY : at + 7 * DAY
  return { current: { clock, name: dayOf(at), at, due: at, loud: false }, next }
}

/** A block's end is told once, even after closing, unless it had passed when the penalty was recorded. */
function blockEnd(complaint: Complaint, calendar: Calendar, now: Instant): Place[] {
  const { blockEnds } = clocksOf(complaint, calendar)
  const penalty = penaltyOf(complaint)
  if (blockEnds === undefined || !penalty || blockEnds < penalty.recordedAt) return []
  return [placeOn([{ clock: 'block', name: 'ended', at: blockEnds, due: blockEnds, loud: false }], now)]
}
