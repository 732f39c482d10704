import type { Content } from '../../../messages/content.ts'
import { helpReply } from '../../../messages/replies/replies.ts'
import type { AppContext, Request } from '../../context.ts'

/** The verbs with examples, and how the reminders are doing. */
export async function help(ctx: AppContext, request: Request): Promise<Content> {
  return helpReply(request.lang, await ctx.reminders(), ctx.now())
}
