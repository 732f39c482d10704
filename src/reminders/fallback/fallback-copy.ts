import { appealWindow, evidenceWindow } from '../../complaints/clocks.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Fallback } from '../../complaints/outbox.ts'
import { reminderKey } from '../../complaints/reminder-step.ts'
import {
  backoff,
  fallbackBackoff,
  fallbackLease,
  maxFallbackPause,
  refusedFallbackBackoff,
} from '../../retry-policy.ts'
import { HOUR, type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { farAhead } from '../../time/clock.ts'

// The last reminder of an open window is also scheduled at Slack, which posts it unless it is deleted first.

const lastReminder = '1h'
/** From our own last reminder to Slack's copy. */
const copyDelay = 20 * MINUTE
/** Shorter lead times are not worth a copy. */
const minLead = 10 * MINUTE
/** A deletion closer to the time than this gets Slack's ok, but the message is still posted. */
const minLeadToDelete = 6 * MINUTE
/** Closer to its time than this, a copy can no longer be made or deleted reliably. */
const lastTryLead = minLead + 2 * MINUTE

/** A copy whose turn with the rate limiter is further ahead asks for another turn. */
const maxTurn = HOUR

export type FallbackAction =
  | { do: 'schedule' | 'unschedule'; net: Fallback }
  /** Slack holds nothing that would have to be deleted. */
  | { do: 'forget' }

/** The copy that Slack should hold for the open window until the last reminder itself is posted. */
function wanted(complaint: Complaint): Fallback | undefined {
  const { state, channel, owner, outbox } = complaint
  const open =
    state.status === 'awaiting-evidence'
      ? { clock: 'evidence' as const, due: evidenceWindow(complaint).due }
      : state.status === 'penalized' && !state.keptOpen
        ? { clock: 'appeal' as const, due: appealWindow(complaint, state.penalty).due }
        : undefined
  if (!open || reminderKey({ ...open, base: lastReminder }) in outbox.sent) return undefined
  // Slack takes whole seconds.
  const postAt = Math.ceil((open.due - HOUR + copyDelay) / SECOND) * SECOND
  return { ...open, postAt, channel, owner, tries: 0 }
}

const isSame = (a: Fallback, b: Fallback): boolean =>
  a.clock === b.clock && a.due === b.due && a.channel === b.channel && a.owner === b.owner

/** The next action for a settled complaint's copy, or when to decide again. */
export function fallbackAction(
  complaint: Complaint,
  now: Instant,
): { action?: FallbackAction; at?: Instant | undefined } {
  const { net } = complaint.outbox
  const want = wanted(complaint)
  const isTimely = want !== undefined && want.postAt - now >= minLead
  if (!net) return isTimely ? { action: { do: 'schedule', net: want } } : {}
  const isResting = net.retryAt !== undefined && net.retryAt > now && net.retryAt <= now + maxFallbackPause
  const isWanted = want !== undefined && isSame(want, net)
  if (!isWanted && net.refused) return { action: { do: 'forget' } }
  // Either Slack has posted the copy or the clock runs ahead. In case of the latter, the copy is remembered
  // until the clock is set right, unless it is deleted because another copy takes its place.
  if (net.postAt <= now) {
    if (isTimely && !isWanted) return isResting ? { at: net.retryAt } : { action: { do: 'unschedule', net } }
    return net.postAt + farAhead > now ? { at: net.postAt + farAhead } : { action: { do: 'forget' } }
  }
  if (isWanted && net.id !== undefined) return {}
  // Too late for Slack to change anything.
  if (net.postAt - now <= (isWanted ? minLead : minLeadToDelete)) return { at: net.postAt }
  if (isResting) return { at: net.retryAt }
  return { action: { do: isWanted ? 'schedule' : 'unschedule', net } }
}

/**
 * The copy to store before a try, so that a crash does not lose it. `turn`: the rate limiter's time for it.
 */
export function fallbackClaimed(net: Fallback, turn: Instant, now: Instant): Fallback {
  if (turn > now) return { ...net, retryAt: Math.min(turn, now + maxTurn) }
  const { refused: _, ...asked } = net
  return { ...asked, tries: net.tries + 1, retryAt: now + fallbackLease }
}

/** The stored copy after a failed try; `undefined` if Slack no longer holds it. */
export function fallbackFailed(
  { do: action, net }: Exclude<FallbackAction, { do: 'forget' }>,
  { kind, error, waitMs }: { kind: string; error: string; waitMs: number },
  now: Instant,
): Fallback | undefined {
  const isGone = error === 'invalid_scheduled_message_id' || (kind === 'refused' && net.postAt <= now)
  if (action === 'unschedule' && isGone) return undefined
  const tries = net.tries + 1
  const policy = kind === 'refused' ? refusedFallbackBackoff : fallbackBackoff
  const retryAt = now + Math.max(waitMs, backoff(tries, policy))
  const lastTryAt = net.postAt - lastTryLead
  return { ...net, tries, retryAt: lastTryAt > now ? Math.min(retryAt, lastTryAt) : retryAt }
}
