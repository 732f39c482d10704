import type { AckFn, RespondArguments, SlashCommand } from '@slack/bolt'
import type { Content } from '../../messages/content.ts'
import { requireTeamMember } from '../access.ts'
import type { AppContext, Request } from '../context.ts'
import { typedIn } from '../refuse-delivery.ts'
import { answering, typedRequest } from '../request.ts'
import { respond } from '../respond.ts'
import { type Arrival, awaitOrAck, isDelivered, withinBudget } from '../time-budget.ts'

type Typed = { command: SlashCommand; ack: AckFn<string | RespondArguments>; context: Arrival }

/**
 * Answers a typed command in its acknowledgement, to that person only. Work that takes longer than the
 * budget, and an answer that the acknowledgement did not carry, goes through the `response_url`. `work`
 * returns `undefined` if it opened a form; `prefetch` begins the look-ups that it will wait for.
 */
export function answerCommand(
  ctx: AppContext,
  { command, ack, context }: Typed,
  work: (ctx: AppContext, request: Request) => Promise<Content | undefined>,
  prefetch: (ctx: AppContext) => void = () => {},
): Promise<void> {
  return withinBudget(ctx, context, async ({ ctx: budgeted, ackDue }) => {
    const { outcome, isLate } = await awaitOrAck(run(budgeted), ackDue, ack)
    const { content, request } = outcome
    const answer = content && { response_type: 'ephemeral' as const, ...content }
    if (!isLate && (await isDelivered(ack(answer)))) return
    if (!content) return
    const { channel_id: channel, response_url: responseUrl } = command
    await respond(ctx, request, { content, responseUrl, channel })
  })

  async function run(ctx: AppContext) {
    prefetch(ctx)
    const request = await typedRequest(ctx, command)
    const checked = async () => {
      // Slack lets only members of the workspace that installed the app type its commands.
      await requireTeamMember(ctx, request, request.team)
      return work(ctx, request)
    }
    return { request, content: await answering(ctx, request.lang, checked, typedIn(command)) }
  }
}
