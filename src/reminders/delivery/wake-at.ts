import type { Complaint } from '../../complaints/complaint.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import { scheduleOf } from '../../schedule/schedule.ts'
import type { Instant } from '../../time/beijing.ts'
import { farAhead } from '../../time/clock.ts'
import { fallbackAction } from '../fallback/fallback-copy.ts'
import { cardIsStale, cardRestsUntil } from './card-state.ts'
import { blockedUntil } from './delivery-state.ts'
import { dueMessages, unsentReminders } from './due-messages.ts'
import { formerCardsAt } from './former-cards.ts'
import { ownerCheckAt } from './later-checks.ts'
import { staleReminder } from './stale-reminder.ts'

/** The next time to look at a settled complaint; `undefined` if there is none until it changes. */
export function wakeAt(complaint: Complaint, context: PlanContext, now: Instant): Instant | undefined {
  const { outbox } = complaint
  const free = blockedUntil(outbox, now) ?? now
  if (outbox.sending || dueMessages(complaint, context, now).length > 0) return free
  const stale = staleReminder(complaint, now)
  const { action, at: fallbackAt } = fallbackAction(complaint, now)
  const times = [
    cardIsStale(complaint) ? Math.max(free, cardRestsUntil(outbox, now) ?? now) : undefined,
    stale && Math.max(free, stale.from),
    action && now,
    formerCardsAt(outbox, now),
    ownerCheckAt(complaint, now),
    fallbackAt,
    ...unsentReminders(complaint, context, now).map(({ from }) => from),
    ...scheduleOf(complaint, context, now).map(({ ahead }) => ahead[0]?.at),
    lapseConfirmedAt(complaint, now),
  ].filter(at => at !== undefined)
  return times.length > 0 ? Math.min(...times) : undefined
}

/**
 * The time until which a lapsed complaint keeps a wake-up. A clock that ran ahead may have closed it too
 * soon; when the clock is set right, only complaints with a wake-up are looked at again.
 */
function lapseConfirmedAt({ state }: Complaint, now: Instant): Instant | undefined {
  if (state.status !== 'closed' || state.outcome !== 'lapsed') return undefined
  return state.at + farAhead > now ? state.at + farAhead : undefined
}
