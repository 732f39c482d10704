import type { Complaint } from '../../complaints/complaint.ts'
import { maxJoinAttempts } from '../../retry-policy.ts'
import { failureOf } from '../../slack/failure.ts'
import type { DeliveryParts } from './parts.ts'

/**
 * Joins a public channel whose first card was refused because the app is not in it; complaints are recorded
 * even while Slack cannot be asked about the channel. True if the card is worth another attempt.
 */
export async function joinAfterRefusal(
  { slackOf }: Pick<DeliveryParts, 'slackOf'>,
  { team, channel, outbox }: Complaint,
  error: string,
): Promise<boolean> {
  if (error !== 'not_in_channel' || outbox.cards > 0) return false
  const joined = await slackOf(team)
    .join(channel)
    .then(
      () => 'yes' as const,
      failure => (failureOf(failure).kind === 'refused' ? 'no' : 'unknown'),
    )
  const isFirst = outbox.trouble?.error !== error
  if (joined === 'yes') return isFirst || (outbox.trouble?.tries ?? 0) < maxJoinAttempts
  // Only once: if the card is refused again and joining still has no clear answer, people are told.
  return joined === 'unknown' && isFirst
}
