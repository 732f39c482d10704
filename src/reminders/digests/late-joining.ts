import type { Complaint } from '../../complaints/complaint.ts'
import { maxJoinAttempts } from '../../retry-policy.ts'
import { failureOf } from '../../slack/failure.ts'
import type { Slack } from '../../slack/slack.ts'

/**
 * A complaint is recorded even while Slack cannot be asked about its channel, so the app may not be in it when the first card is
 * refused: it joins a public channel then. True: the card is worth another try before people are told.
 */
export async function joinLate(
  slackOf: (team: string) => Slack,
  { team, channel, outbox }: Complaint,
  error: string,
): Promise<boolean> {
  if (error !== 'not_in_channel' || outbox.cards > 0) return false
  const joined = await slackOf(team)
    .join(channel)
    .then(
      () => 'yes' as const,
      failure => (failureOf(failure).kind === 'refused' ? 'no' : 'perhaps'),
    )
  const isFirst = outbox.trouble?.error !== error
  if (joined === 'yes') return isFirst || (outbox.trouble?.tries ?? 0) < maxJoinAttempts
  // Once: after a second refusal without a certain answer people are told.
  return joined === 'perhaps' && isFirst
}
