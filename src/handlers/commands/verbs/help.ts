import type { Content } from '../../../messages/content.ts'
import { helpReply } from '../../../messages/replies/replies.ts'
import type { Desk, Request } from '../../context.ts'

/** The verbs with examples, and how the reminders are doing. */
export async function help(desk: Desk, request: Request): Promise<Content> {
  return helpReply(request.lang, await desk.reminders(), desk.now())
}
