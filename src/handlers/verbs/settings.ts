import type { Content } from '../../messages/content.ts'
import { settingsReply } from '../../messages/replies.ts'
import { requireChannel } from '../access.ts'
import { type Arguments, choiceAt, noMoreWords } from '../arguments.ts'
import type { Desk, Request } from '../desk.ts'

/** Shows or changes what this channel has set. */
export async function settings(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  requireChannel(request)
  noMoreWords(args)
  const { team, channel } = request
  const lang = choiceAt(args, 'lang', ['zh', 'en'])
  const now = lang
    ? await desk.channels.change(team, channel, { lang })
    : await desk.channels.settings(team, channel)
  return settingsReply(now, request.lang)
}
