import type { Complaint } from '../../complaints/complaint.ts'
import type { ComplaintStore } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Found, Sent, Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Post } from './post.ts'

/** Called for each message found to be in Slack, before it is marked. `since`: start of its first attempt. */
export type Posted = (
  complaint: Complaint,
  post: Pick<Post, 'kind' | 'key'>,
  context: PlanContext,
  message: { ts: string; since: Instant },
) => void

/** Counts outcomes of attempts and look-ups, `of` a kind of message or a reminder's clock. */
export type Count = (what: Sent['kind'] | Found['kind'] | 'doubled', of: string) => void

/** Everything that sending, looking up and marking messages needs. */
export type DeliveryParts = {
  store: ComplaintStore
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  count: Count
  posted?: Posted
}
