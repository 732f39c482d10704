import { appealWindow, evidenceWindow } from '../../complaints/clocks.ts'
import type { Complaint, Fallback } from '../../complaints/complaint.ts'
import { reminderKey } from '../../complaints/reminder-step.ts'
import { maxFallbackPause } from '../../retry-policy.ts'
import { HOUR, type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { farAhead } from '../../time/clock.ts'

// The last reminder of an open window also exists as a message that Slack itself posts later, unless it is deleted before.

const lastReminder = '1h'
/** How long after our own last reminder Slack posts its copy. */
const afterOurs = 20 * MINUTE
/** A copy is not worth making that Slack would post sooner than this. */
export const soonest = 10 * MINUTE
/** Slack says ok to a later deletion, and posts the message all the same. */
const deletable = 6 * MINUTE

/** What is to be done about a complaint's copy at Slack. */
export type FallbackAction =
  | { do: 'schedule' | 'unschedule'; net: Fallback }
  /** There is nothing at Slack any more that would have to be deleted. */
  | { do: 'forget' }

/** The copy that should be at Slack, if any: of the one window that is open, as long as our own last reminder is to come. */
function wanted(complaint: Complaint): Fallback | undefined {
  const { state, channel, owner, outbox } = complaint
  const open =
    state.status === 'awaiting-evidence'
      ? { clock: 'evidence' as const, due: evidenceWindow(complaint).due }
      : state.status === 'penalized' && !state.keptOpen
        ? { clock: 'appeal' as const, due: appealWindow(complaint, state.penalty).due }
        : undefined
  if (!open || reminderKey({ ...open, base: lastReminder }) in outbox.sent) return undefined
  // Slack counts in whole seconds.
  const postAt = Math.ceil((open.due - HOUR + afterOurs) / SECOND) * SECOND
  return { ...open, postAt, channel, owner, tries: 0 }
}

const isSame = (a: Fallback, b: Fallback): boolean =>
  a.clock === b.clock && a.due === b.due && a.channel === b.channel && a.owner === b.owner

/** What is to be done now about the copy at Slack of a settled complaint, or when there will be something to do. */
export function fallbackAction(
  complaint: Complaint,
  now: Instant,
): { action?: FallbackAction; at?: Instant | undefined } {
  const { net } = complaint.outbox
  const want = wanted(complaint)
  const isTimely = want !== undefined && want.postAt - now >= soonest
  if (!net) return isTimely ? { action: { do: 'schedule', net: want } } : {}
  const rests = net.retryAt !== undefined && net.retryAt > now && net.retryAt <= now + maxFallbackPause
  const isWanted = want !== undefined && isSame(want, net)
  if (!isWanted && net.refused) return { action: { do: 'forget' } }
  // Slack has posted it; or the clock runs ahead, and once that is set right the copy has to be known, unless it is
  // called off because another one takes its place.
  if (net.postAt <= now) {
    if (isTimely && !isWanted) return rests ? { at: net.retryAt } : { action: { do: 'unschedule', net } }
    return net.postAt + farAhead > now ? { at: net.postAt + farAhead } : { action: { do: 'forget' } }
  }
  if (isWanted && net.id !== undefined) return {}
  // Nothing can be done about it any more, one way or the other.
  if (net.postAt - now <= (isWanted ? soonest : deletable)) return { at: net.postAt }
  if (rests) return { at: net.retryAt }
  return { action: { do: isWanted ? 'schedule' : 'unschedule', net } }
}
