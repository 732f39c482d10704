import type { AckFn, BlockAction } from '@slack/bolt'
import type { Content } from '../../messages/content.ts'
import type { AppContext, Request } from '../context.ts'
import { prefetchForComplaint } from '../prefetch.ts'
import { answering, pressedRequest, threadOf } from '../request.ts'
import { respond } from '../respond.ts'
import { type Arrival, awaitOrAck, isDelivered, withinBudget } from '../time-budget.ts'

type Pressed = {
  body: BlockAction
  action: BlockAction['actions'][number]
  ack: AckFn<void>
  context: Arrival
  /** The complaint that the press is about. */
  id?: string | undefined
}

/**
 * Carries out a button press, acknowledges it, and answers the person where they pressed. `work` returns
 * `undefined` if it opened a form, which is the answer.
 */
export function answerPress(
  ctx: AppContext,
  { body, action, ack, context, id }: Pressed,
  work: (ctx: AppContext, request: Request) => Promise<Content | undefined>,
): Promise<void> {
  return withinBudget(ctx, context, async ({ ctx: budgeted, ackDue }) => {
    const { outcome, isLate } = await awaitOrAck(run(), ackDue, ack)
    if (!isLate) await isDelivered(ack())
    const { request, content } = outcome
    const responseUrl = body.view?.type === 'home' ? undefined : body.response_url
    const target = { responseUrl, channel: request.channel, thread: threadOf(body) }
    if (content) await respond(ctx, request, { content, ...target })

    async function run() {
      const { id: user, team_id: team = '' } = body.user
      const place = { team, user, channel: body.channel?.id ?? '' }
      // People from other workspaces will be refused, which needs no look-ups.
      if (team === body.team?.id) prefetchForComplaint(budgeted, place, id)
      const request = await pressedRequest(budgeted, body, action)
      return { request, content: await answering(ctx, request.lang, () => work(budgeted, request)) }
    }
  })
}
