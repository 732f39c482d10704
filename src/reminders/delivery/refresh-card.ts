import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { cardContent } from '../../messages/cards/card.ts'
import { minCardUpdatePause } from '../../retry-policy.ts'
import type { Failure } from '../../slack/failure.ts'
import type { Instant } from '../../time/beijing.ts'
import { cardDeleted, cardPostponed } from './card-state.ts'
import type { Note } from './claim.ts'
import { messagePosted } from './delivery-state.ts'
import { updatePause } from './failure-state.ts'
import type { DeliveryParts } from './parts.ts'

/** Slack's errors for a card or a thread that no longer exists or can no longer be edited. */
const goneErrors = /^(message_not_found|cant_update_message|edit_window_closed|thread_not_found)$/

export const cardIsGone = ({ kind, error }: Failure): boolean => kind === 'refused' && goneErrors.test(error)

/** Updates the card to the current state. This also shows whether the card still exists. */
export async function refreshCard(
  { slackOf, calendar }: Pick<DeliveryParts, 'slackOf' | 'calendar'>,
  complaint: Complaint,
  lang: ChannelSettings['lang'],
): Promise<{ failure?: Failure; note?: Note }> {
  const { card, cards, trouble } = complaint.outbox
  if (!card) return {}
  const { team, channel, id, history } = complaint
  const key = `${id}:card:${cards}`
  const content = cardContent(complaint, calendar, lang)
  const sent = await slackOf(team).update({ channel, ts: card.ts, key, ...content })
  if (sent.kind !== 'sent')
    return cardIsGone(sent) ? { note: fresh => cardDeleted(fresh, card.ts) } : { failure: sent }
  // The card showed everything already, so there is nothing to store.
  if (card.shown === history.length && !card.retryAt && !trouble) return {}
  return { note: fresh => messagePosted(fresh, { kind: 'card', key }, card.ts, history.length) }
}

/** Leaves the card alone for a while after a failed update. */
export function postponeCard(failure: Failure, now: Instant): Note {
  const until = now + updatePause(failure, minCardUpdatePause)
  return fresh => cardPostponed(fresh, until)
}
