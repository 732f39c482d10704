import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { cardContent } from '../../messages/cards/card.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Slack } from '../../slack/slack.ts'
import type { Note } from './claim.ts'
import { cardDeleted, type DeliveryFailure, messagePosted } from './delivery-state.ts'

/** What Slack says when the card, or the thread under it, is not there to be written to. */
export const cardIsGone = /^(message_not_found|cant_update_message|edit_window_closed|thread_not_found)$/

type Parts = { slackOf: (team: string) => Slack; calendar: Calendar }

/** Shows the present state on the card, and finds out whether it is still there. */
export async function refreshCard(
  { slackOf, calendar }: Parts,
  complaint: Complaint,
  lang: ChannelSettings['lang'],
): Promise<{ failed?: DeliveryFailure; note?: Note }> {
  const { card, cards, trouble } = complaint.outbox
  if (!card) return {}
  const { team, channel, id, history } = complaint
  const key = `${id}:card:${cards}`
  const content = cardContent(complaint, calendar, lang)
  const sent = await slackOf(team).update({ channel, ts: card.ts, key, ...content })
  if (sent.kind === 'refused' && cardIsGone.test(sent.error))
    return { note: fresh => cardDeleted(fresh, card.ts) }
  if (sent.kind !== 'sent') return { failed: sent }
  // It was looked for, and showed everything already.
  if (card.shown === history.length && !card.retryAt && !trouble) return {}
  return { note: fresh => messagePosted(fresh, { kind: 'card', key }, card.ts, history.length) }
}
