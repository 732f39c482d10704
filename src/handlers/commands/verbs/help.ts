import type { Content } from '../../../messages/content.ts'
import { helpReply } from '../../../messages/replies/replies.ts'
import type { AppContext, Request } from '../../context.ts'

/** Lists the verbs with examples, and the health of the reminders. */
export async function help(ctx: AppContext, request: Request): Promise<Content> {
  return helpReply(request.lang, await ctx.reminders(), ctx.now())
}
