import type { Content } from '../messages/content.ts'
import type { AppContext, Request } from './context.ts'
import { showHome } from './views/home.ts'

/**
 * The place to answer: the request's `response_url`, and the channel and thread of the button that was pressed.
 * A Home has none.
 */
type ReplyTarget = {
  responseUrl: string | undefined
  channel?: string | undefined
  thread?: string | undefined
}

/**
 * Answers the person who asked, and only them, where they asked; in a Home, on top of it. A form can outlive
 * its `response_url` (30 minutes): then the answer is an ephemeral message in the channel.
 */
export async function respond(
  ctx: AppContext,
  request: Pick<Request, 'team' | 'user' | 'lang'>,
  { content, responseUrl, channel, thread }: ReplyTarget & { content: Content },
) {
  if (!responseUrl) return showHome(ctx, request, content)
  const { team, user } = request
  await ctx.reply(responseUrl, content, { team, user, channel, thread })
}
