import type { Complaint } from '../../complaints/complaint.ts'
import type { Outbox } from '../../complaints/outbox.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { backoff, maxSendPause, sendBackoff } from '../../retry-policy.ts'
import { type Failure, waitMsOf } from '../../slack/failure.ts'
import type { Instant } from '../../time/beijing.ts'
import { attemptEnded, withOutbox } from './delivery-state.ts'

type Trouble = NonNullable<Outbox['trouble']>

const withTrouble = (complaint: Complaint, change: (trouble: Trouble) => Trouble): Complaint => {
  const { trouble } = complaint.outbox
  return trouble ? withOutbox(complaint, { ...complaint.outbox, trouble: change(trouble) }) : complaint
}

/**
 * Records that Slack did not take message `key`, and when to try again. A refusal that was reported to
 * people remains the recorded error while Slack is merely busy, so that it is not reported twice.
 */
export function deliveryFailed(
  complaint: Complaint,
  key: string | undefined,
  failure: Failure,
  now: Instant,
  earlierUnknown = false,
): Complaint {
  const { kind, error } = failure
  const { trouble, ...outbox } =
    kind === 'unknown' ? complaint.outbox : attemptEnded(complaint.outbox, key, earlierUnknown)
  const tries = (trouble?.tries ?? 0) + 1
  const reported =
    trouble?.toldOf !== undefined && (kind !== 'refused' || trouble.error === error) ? trouble : undefined
  return {
    ...complaint,
    outbox: {
      ...outbox,
      trouble: {
        error: reported?.error ?? error,
        ...(key !== undefined && { key }),
        since: trouble?.since ?? now,
        retryAt: now + pauseAfter(failure, key, tries),
        tries,
        ...((kind === 'refused' || trouble?.refused) && { refused: true }),
        ...(reported && { toldOf: reported.toldOf }),
        ...(trouble?.telling && { telling: trouble.telling }),
      },
    },
  }
}

function pauseAfter(failure: Failure, key: string | undefined, tries: number): number {
  const { kind } = failure
  const isReminder = key !== undefined && parseReminderKey(key) !== undefined
  const policy = sendBackoff[kind === 'unknown' && isReminder ? 'unknownReminder' : kind]
  return Math.min(policy.max, Math.max(backoff(tries, policy), waitMsOf(failure)))
}

/** The pause after a failed update of a posted message, which delays no message that is due. */
export const updatePause = (failure: Failure, shortest: number): number =>
  Math.min(maxSendPause, Math.max(shortest, waitMsOf(failure)))

/** Records that everybody has been told that message `of` is not delivered. */
export const failureReported = (complaint: Complaint, of: string): Complaint =>
  withTrouble(complaint, ({ telling: _, ...trouble }) => ({ ...trouble, toldOf: of }))

/** Records who has been told about message `of` so far; the others will be tried again. */
export const failurePartlyReported = (
  complaint: Complaint,
  telling: { of: string; people: string[] },
): Complaint => withTrouble(complaint, trouble => ({ ...trouble, telling }))
