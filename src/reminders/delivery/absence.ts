import type { Complaint } from '../../complaints/complaint.ts'
import { isEscalatedKey } from '../../schedule/escalation.ts'
import type { Slack } from '../../slack/slack.ts'
import { SECOND } from '../../time/beijing.ts'

type Parts = { slackOf: (team: string) => Slack }

/**
 * The owner, if they were in do-not-disturb when an urgent reminder was posted, as `ts`, which may be known long after that only: the
 * backup people are told at once then. It is asked before the reminder is marked, so that no crash comes in between. When Slack does
 * not say, the owner counts as there.
 */
export async function absentOwner(
  { slackOf }: Parts,
  { team, owner }: Complaint,
  key: string,
  ts: string,
): Promise<string | undefined> {
  if (!isEscalatedKey(key)) return undefined
  const isAway = await slackOf(team)
    .isAway(owner, Number(ts) * SECOND)
    .catch(() => false)
  return isAway ? owner : undefined
}
