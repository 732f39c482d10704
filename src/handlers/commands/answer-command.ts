import type { AckFn, RespondArguments, SlashCommand } from '@slack/bolt'
import type { Content, Lang } from '../../messages/content.ts'
import { type Arrival, beforeOver, inBudget, taken } from '../budget.ts'
import type { AppContext } from '../context.ts'
import { respond } from '../respond.ts'

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
  return inBudget(ctx, context, async ({ ctx: hurried, over }) => {
    const { outcome, late } = await beforeOver(work(hurried), over, ack)
    const { content, lang } = outcome
    const answer = content && { response_type: 'ephemeral' as const, ...content }
    if (!late && (await taken(ack(answer)))) return
    if (!content) return
    const { team_id: team, user_id: user, channel_id: channel, response_url: responseUrl } = command
    await respond(ctx, { team, user, lang }, { content, responseUrl, channel })
  })
}
