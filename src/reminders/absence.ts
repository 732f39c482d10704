import type { Complaint } from '../complaints/complaint.ts'
import { type Rung, rungKey } from '../complaints/rung.ts'
import type { ComplaintStore } from '../complaints/store.ts'
import { isEscalated } from '../plan/escalation.ts'
import { SECOND } from '../rules/beijing.ts'
import type { Slack } from '../slack/slack.ts'
import { postedToNobody } from './marks.ts'

type Parts = { store: ComplaintStore; slackOf: (team: string) => Slack }

/**
 * Once an urgent reminder stands as `ts`, which may be known long after it was posted: whether its owner was in do-not-disturb
 * then, so that the backup people are told at once. When Slack does not say, the owner counts as there.
 */
export async function noteAbsence({ store, slackOf }: Parts, complaint: Complaint, rung: Rung, ts: string) {
  if (!isEscalated(rung)) return
  const { owner, team } = complaint
  const away = await slackOf(team)
    .isAway(owner, Number(ts) * SECOND)
    .catch(() => false)
  if (away) await store.change(complaint, fresh => postedToNobody(fresh, rungKey(rung)))
}
