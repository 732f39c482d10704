import type { Complaint } from '../../complaints/complaint.ts'
import { isEscalatedKey } from '../../schedule/escalation.ts'
import { SECOND } from '../../time/beijing.ts'
import type { DeliveryParts } from './parts.ts'

/**
 * The owner, if they were in do-not-disturb when the urgent reminder `ts` was posted: the backup people are
 * called at once then. Asked before the reminder is marked as posted, so that no crash comes in between. If
 * Slack does not answer, the owner counts as present.
 */
export async function absentOwner(
  { slackOf }: Pick<DeliveryParts, 'slackOf'>,
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
