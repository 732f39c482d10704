import type { Complaint } from '../../complaints/complaint.ts'
import type { Outbox } from '../../complaints/outbox.ts'
import { maxSendPause } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'
import { withOutbox } from './delivery-state.ts'
import { isNews } from './due-messages.ts'

/** True if the card does not show the latest history. */
export const cardIsStale = ({ outbox, history }: Complaint): boolean =>
  outbox.card !== undefined && history.slice(outbox.card.shown).some(isNews)

/** End of the pause after a failed update of the card. A time too far ahead comes from a wrong clock. */
export function cardRestsUntil({ card }: Outbox, now: Instant): Instant | undefined {
  const until = card?.retryAt
  return until !== undefined && until > now && until <= now + maxSendPause ? until : undefined
}

/** Leaves the card as it is until `until`. */
export function cardPostponed(complaint: Complaint, until: Instant): Complaint {
  const { card } = complaint.outbox
  return card ? withOutbox(complaint, { ...complaint.outbox, card: { ...card, retryAt: until } }) : complaint
}

/** Forgets the card `ts`, which was deleted in Slack, so that another one is due. */
export function cardDeleted(complaint: Complaint, ts: string): Complaint {
  const { card, ...outbox } = complaint.outbox
  return card?.ts === ts ? withOutbox(complaint, outbox) : complaint
}
