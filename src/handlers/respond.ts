import type { Content } from '../messages/content.ts'
import type { AppContext, Request } from './context.ts'
import { showHome } from './views/home.ts'

/**
 * Where an answer goes: the `response_url` of what was pressed, and the channel and thread that it stands in. A Home has none
 * of them.
 */
type Way = { responseUrl: string | undefined; channel?: string | undefined; thread?: string | undefined }

/**
 * Tells the person who asked, where they asked; what was asked in a Home is answered on top of it. A form can stay open for
 * longer than its `response_url` is good (30 minutes): then it is whispered there.
 */
export async function respond(
  ctx: AppContext,
  request: Pick<Request, 'team' | 'user' | 'lang'>,
  { content, responseUrl, channel, thread }: Way & { content: Content },
) {
  if (!responseUrl) return showHome(ctx, request, content)
  const { team, user } = request
  await ctx.reply(responseUrl, content, { team, user, channel, thread })
}
