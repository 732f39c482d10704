import type { Content } from '../messages/content.ts'
import type { AppContext, Request } from './context.ts'
import { showHome } from './views/home.ts'

/**
 * The place for the answer: the request's `response_url`, and the channel and thread of the pressed button.
 * For a press in a Home all are missing.
 */
type ReplyTarget = {
  responseUrl: string | undefined
  channel?: string | undefined
  thread?: string | undefined
}

/**
 * Answers the person who asked, visible to nobody else, in the place where they asked; in a Home, at its
 * top. Because a form can outlive its `response_url` (30 minutes), the answer may have to be an ephemeral
 * message.
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
