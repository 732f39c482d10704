import type { Complaint } from '../../complaints/complaint.ts'
import type { Outbox } from '../../complaints/outbox.ts'
import { formerCardContent } from '../../messages/cards/former-card.ts'
import type { Lang } from '../../messages/content.ts'
import { formerCardPause, maxFormerCardAttempts } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'
import type { DeliveryParts } from './parts.ts'

type Former = NonNullable<Outbox['former']>[number]

/** Next time to update the cards in a complaint's former channels. */
export function formerCardsAt({ former = [] }: Outbox, now: Instant): Instant | undefined {
  const times = former.map(({ retryAt = now }) => (retryAt <= now + formerCardPause ? retryAt : now))
  return times.length > 0 ? Math.max(now, Math.min(...times)) : undefined
}

/** Says on the cards in former channels where the complaint went, unless Slack refuses. */
export async function updateFormerCards(
  { store, slackOf, now, log }: Pick<DeliveryParts, 'store' | 'slackOf' | 'now' | 'log'>,
  complaint: Complaint,
  lang: Lang,
): Promise<void> {
  const { id, team, outbox } = complaint
  for (const card of outbox.former ?? []) {
    const { channel, ts, tries, retryAt = 0 } = card
    if (retryAt > now() && retryAt <= now() + formerCardPause) continue
    const sent = await slackOf(team).update({ channel, ts, ...formerCardContent(complaint, lang) })
    if (sent.kind === 'refused')
      log.warn({ complaint: id, channel, error: sent.error }, 'the card in a former channel stays as it is')
    const isOver = sent.kind === 'sent' || sent.kind === 'refused' || tries >= maxFormerCardAttempts
    const next = isOver ? [] : [{ ...card, tries: tries + 1, retryAt: now() + formerCardPause }]
    await store.change(complaint, fresh => withCardReplaced(fresh, card, next))
  }
}

function withCardReplaced(complaint: Complaint, card: Former, by: Former[]): Complaint {
  const { former = [], ...outbox } = complaint.outbox
  const left = former.flatMap(each => (each.channel === card.channel && each.ts === card.ts ? by : each))
  return { ...complaint, outbox: { ...outbox, ...(left.length > 0 && { former: left }) } }
}
