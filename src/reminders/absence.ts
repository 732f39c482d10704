import type { Complaint } from '../complaints/complaint.ts'
import { type Rung, rungKey } from '../complaints/rung.ts'
import type { ComplaintStore } from '../complaints/store.ts'
import { isEscalated } from '../plan/escalation.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Slack } from '../slack/slack.ts'
import { postedToNobody } from './marks.ts'

type Parts = { store: ComplaintStore; slackOf: (team: string) => Slack; now: () => Instant }

/**
 * After an urgent reminder was posted: whether its owner is in do-not-disturb, so that the backup people are told at once.
 * When Slack does not say, the owner counts as there.
 */
export async function noteAbsence({ store, slackOf, now }: Parts, complaint: Complaint, rung: Rung) {
  if (!isEscalated(rung)) return
  const { owner, team } = complaint
  const away = await slackOf(team)
    .isAway(owner, now())
    .catch(() => false)
  if (away) await store.change(complaint, fresh => postedToNobody(fresh, rungKey(rung)))
}
