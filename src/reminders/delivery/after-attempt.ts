import type { Ref } from '../../complaints/store.ts'
import { reportUnknownAfter } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'
import { absentOwner } from './absence.ts'
import type { AttemptResult } from './attempt.ts'
import { cardDeleted } from './card-state.ts'
import type { Claim } from './claim.ts'
import { attemptAbandoned, messagePosted } from './delivery-state.ts'
import type { ReportFailure } from './failure-reports.ts'
import type { DeliveryFailure } from './failure-state.ts'
import { joinAfterRefusal } from './join-channel.ts'
import type { DeliveryParts } from './parts.ts'
import { cardIsGone } from './refresh-card.ts'

/** How delivery goes on: with the complaint now, with it once its channel takes another message, or not for now. */
export type Next = 'more' | 'later' | 'done'

export type AfterAttemptParts = DeliveryParts & { reportFailure: ReportFailure }

type Decision =
  /** The lease goes on; the message is looked up when it ends. */
  | { do: 'look-up' }
  | { do: 'replace-card'; ts: string }
  /** Slack asked for a pause of the whole channel; the complaint itself does not back off. */
  | { do: 'wait-for-channel' }
  | { do: 'back-off' }
  | { do: 'report' }

/** What a failed attempt leads to. */
export function afterFailure(
  failure: DeliveryFailure,
  { complaint: { outbox }, since }: Pick<Claim, 'complaint' | 'since'>,
  now: Instant,
): Decision {
  const { kind } = failure
  if (kind === 'unknown') return { do: now - since >= reportUnknownAfter ? 'report' : 'look-up' }
  if (kind === 'busy') return { do: failure.waitMs > 0 ? 'wait-for-channel' : 'back-off' }
  const { card } = outbox
  return card && cardIsGone(failure) ? { do: 'replace-card', ts: card.ts } : { do: 'report' }
}

/** Keeps the outcome of an attempt. */
export async function keepOutcome(
  parts: AfterAttemptParts,
  ref: Ref,
  claim: Claim,
  result: AttemptResult,
): Promise<Next> {
  if (result.kind === 'sent') return markPosted(parts, ref, claim, result)
  const { store, log, now, reportFailure } = parts
  const { complaint, post } = claim
  const { key } = post
  const { earlierUnknown } = result
  const decision = afterFailure(result, claim, now())
  if (result.kind === 'unknown')
    log.warn({ complaint: ref.id, key, error: result.error }, 'a message may or may not have been posted')
  switch (decision.do) {
    case 'look-up':
      return 'done'
    case 'replace-card':
      await store.change(ref, fresh => cardDeleted(attemptAbandoned(fresh, key), decision.ts))
      return 'more'
    case 'wait-for-channel':
      await store.change(ref, fresh => attemptAbandoned(fresh, key, earlierUnknown))
      return 'later'
    case 'back-off':
      await reportFailure(ref, { key, failure: result, tell: false, earlierUnknown })
      return 'done'
    case 'report': {
      const tell = !(await joinAfterRefusal(parts, complaint, result.error))
      await reportFailure(ref, { key, failure: result, tell, earlierUnknown })
      return 'done'
    }
  }
}

async function markPosted(
  parts: DeliveryParts,
  ref: Ref,
  { complaint, settings, post, since }: Claim,
  { ts, late, shown = complaint.history.length }: Extract<AttemptResult, { kind: 'sent' }>,
): Promise<Next> {
  const { store, calendar, posted } = parts
  posted?.(complaint, post, { calendar, settings }, { ts, since })
  const away = await absentOwner(parts, complaint, post.key, ts)
  await store.change(ref, fresh => messagePosted(fresh, post, ts, shown, { late, away }))
  return 'more'
}
