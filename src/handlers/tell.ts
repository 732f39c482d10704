import type { Content } from '../messages/content.ts'
import type { Desk, Request } from './desk.ts'
import { showHome } from './home.ts'

/** Where an answer goes: the `response_url` of what was pressed, and the thread it stands in. A Home has neither. */
type Way = { responseUrl: string | undefined; thread?: string | undefined }

/** Tells the person who asked, where they asked; what was asked in a Home is answered on top of it. */
export async function tell(
  desk: Desk,
  request: Request,
  { content, responseUrl, thread }: Way & { content: Content },
) {
  if (responseUrl) await desk.reply(responseUrl, content, thread)
  else await showHome(desk, request, content)
}
