import type { Complaint } from '../complaints/complaint.ts'
import { failureOf } from '../slack/failure.ts'
import type { Slack } from '../slack/slack.ts'

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
  const joined = slackOf(team)
    .join(channel)
    .then(() => true)
  const isWorthIt = await joined.catch(failure => failureOf(failure).kind !== 'refused')
  // Once: after a second refusal people are told whatever became of it.
  return isWorthIt && outbox.trouble?.error !== error
}
