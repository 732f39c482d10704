import type { AckFn, RespondArguments, SlashCommand } from '@slack/bolt'
import type { Content, Lang } from '../../messages/content.ts'
import type { AppContext } from '../context.ts'
import { respond } from '../respond.ts'
import { type Arrival, awaitOrAck, isDelivered, withinBudget } from '../time-budget.ts'

/** What came of a command, in which language; `content` is undefined where a form answers. */
export type Outcome = { content: Content | undefined; lang: Lang }

type Typed = { command: SlashCommand; ack: AckFn<string | RespondArguments>; context: Arrival }

/**
 * Answers a typed command in its acknowledgement, to that person only. Work that takes longer than the budget, and an answer
 * that the acknowledgement did not carry, goes through the `response_url`. `work` does not reject.
 */
export function answerCommand(
  ctx: AppContext,
  { command, ack, context }: Typed,
  work: (ctx: AppContext) => Promise<Outcome>,
): Promise<void> {
  return withinBudget(ctx, context, async ({ ctx: hurried, ackDue }) => {
    const { outcome, late } = await awaitOrAck(work(hurried), ackDue, ack)
    const { content, lang } = outcome
    const answer = content && { response_type: 'ephemeral' as const, ...content }
    if (!late && (await isDelivered(ack(answer)))) return
    if (!content) return
    const { team_id: team, user_id: user, channel_id: channel, response_url: responseUrl } = command
    await respond(ctx, { team, user, lang }, { content, responseUrl, channel })
  })
}
