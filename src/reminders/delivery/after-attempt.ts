import type { Ref } from '../../complaints/store.ts'
import { reportUnknownAfter } from '../../retry-policy.ts'
import type { Failure } from '../../slack/failure.ts'
import type { Instant } from '../../time/beijing.ts'
import { absentOwner } from './absence.ts'
import type { AttemptResult } from './attempt.ts'
import { cardDeleted } from './card-state.ts'
import type { Claim, Note } from './claim.ts'
import { attemptAbandoned, messagePosted } from './delivery-state.ts'
import type { ReportFailure } from './failure-reports.ts'
import { joinAfterRefusal } from './join-channel.ts'
import type { DeliveryParts } from './parts.ts'
import { cardIsGone } from './refresh-card.ts'

/** `more`: read the complaint again; `later`: once its channel takes another message; `done`: not for now. */
export type Next = 'more' | 'later' | 'done'

export type AfterAttemptParts = DeliveryParts & { reportFailure: ReportFailure }

type AfterFailure = {
  next: Next
  change?: Note
  /** `keep`: the failure is only recorded, with a backoff; `tell`: people are told as well. */
  report?: 'keep' | 'tell'
}

/** The consequences of a failed attempt: how to continue, what to store, and whom to tell. */
export function afterFailure(
  { complaint: { outbox }, post: { key }, since }: Pick<Claim, 'complaint' | 'post' | 'since'>,
  failure: Failure,
  now: Instant,
  earlierUnknown?: boolean,
): AfterFailure {
  const { card } = outbox
  switch (failure.kind) {
    case 'unknown':
      // The lease stays; when it ends, the message is looked up.
      return { next: 'done', ...(now - since >= reportUnknownAfter && { report: 'tell' }) }
    case 'busy':
      if (failure.waitMs === 0) return { next: 'done', report: 'keep' }
      // Slack asked for a pause. The whole channel observes it, so the complaint itself needs no backoff.
      return { next: 'later', change: fresh => attemptAbandoned(fresh, key, earlierUnknown) }
    case 'refused':
      if (!card || !cardIsGone(failure)) return { next: 'done', report: 'tell' }
      return { next: 'more', change: fresh => cardDeleted(attemptAbandoned(fresh, key), card.ts) }
  }
}

/** Stores the outcome of an attempt and reports a failure. */
export async function keepOutcome(
  parts: AfterAttemptParts,
  ref: Ref,
  claim: Claim,
  result: AttemptResult,
): Promise<Next> {
  if (result.kind === 'sent') return markPosted(parts, ref, claim, result)
  const { store, log, now, reportFailure } = parts
  const { key } = claim.post
  const { kind, error, earlierUnknown } = result
  if (kind === 'unknown')
    log.warn({ complaint: ref.id, key, error }, 'a message may or may not have been posted')
  const { next, change, report } = afterFailure(claim, result, now(), earlierUnknown)
  if (change) await store.change(ref, change)
  if (report) {
    const tell = report === 'tell' && !(await joinAfterRefusal(parts, claim.complaint, error))
    await reportFailure(ref, { key, failure: result, tell, earlierUnknown })
  }
  return next
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
