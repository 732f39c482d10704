import type { Complaint, Outbox } from '../../complaints/complaint.ts'
import type { ComplaintStore } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { formerCardContent } from '../../messages/cards/former-card.ts'
import type { Lang } from '../../messages/content.ts'
import { formerCardPause, maxFormerCardAttempts } from '../../retry-policy.ts'
import type { Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'

type Former = NonNullable<Outbox['former']>[number]
type Parts = { store: ComplaintStore; slackOf: (team: string) => Slack; now: () => Instant; log: Log }

/** When the cards that a complaint has left behind are to be looked at again. */
export function formerCardsAt({ former = [] }: Outbox, now: Instant): Instant | undefined {
  const times = former.map(({ retryAt = now }) => (retryAt <= now + formerCardPause ? retryAt : now))
  return times.length > 0 ? Math.max(now, Math.min(...times)) : undefined
}

/** Has the cards that a complaint left behind say where it went. What Slack refuses is left as it is. */
export async function tellFormerCards({ store, slackOf, now, log }: Parts, complaint: Complaint, lang: Lang) {
  const { id, team, outbox } = complaint
  for (const card of outbox.former ?? []) {
    const { channel, ts, tries, retryAt = 0 } = card
    if (retryAt > now() && retryAt <= now() + formerCardPause) continue
    const sent = await slackOf(team).update({ channel, ts, ...formerCardContent(complaint, lang) })
    if (sent.kind === 'refused')
      log.warn({ complaint: id, channel, error: sent.error }, 'the card in a former channel stays as it is')
    const isOver = sent.kind === 'sent' || sent.kind === 'refused' || tries >= maxFormerCardAttempts
    const rest = isOver ? [] : [{ ...card, tries: tries + 1, retryAt: now() + formerCardPause }]
    await store.change(complaint, fresh => replaced(fresh, card, rest))
  }
}

function replaced(complaint: Complaint, card: Former, by: Former[]): Complaint {
  const { former = [], ...outbox } = complaint.outbox
  const left = former.flatMap(each => (each.channel === card.channel && each.ts === card.ts ? by : each))
  return { ...complaint, outbox: { ...outbox, ...(left.length > 0 && { former: left }) } }
}
