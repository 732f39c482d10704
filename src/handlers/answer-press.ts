import type { AckFn, BlockAction } from '@slack/bolt'
import type { Content } from '../messages/content.ts'
import { askAhead } from '../slack/ask-ahead.ts'
import { isChannel } from './access.ts'
import { type Arrival, beforeOver, inBudget, taken } from './budget.ts'
import type { Desk, Request } from './desk.ts'
import { answering, pressedRequest, threadOf } from './request.ts'
import { tell } from './tell.ts'

type Pressed = {
  body: BlockAction
  action: BlockAction['actions'][number]
  ack: AckFn<void>
  context: Arrival
}

/**
 * Does what a button or a menu asks for, acknowledges it, and tells the person what came of it where they pressed.
 * `work` gives nothing where a form answers.
 */
export function answerPress(
  desk: Desk,
  { body, action, ack, context }: Pressed,
  work: (desk: Desk, request: Request) => Promise<Content | undefined>,
): Promise<void> {
  return inBudget(desk, context, async ({ desk: hurried, over }) => {
    const { outcome, late } = await beforeOver(run(), over, ack)
    if (!late) await taken(ack())
    const { request, content } = outcome
    const responseUrl = body.view?.type === 'home' ? undefined : body.response_url
    const way = { responseUrl, channel: request.channel, thread: threadOf(body) }
    if (content) await tell(desk, request, { content, ...way })

    async function run() {
      const { id: user, team_id: team = '' } = body.user
      const place = { channel: body.channel?.id ?? '', channelName: body.channel?.name ?? '' }
      // People from outside are refused whatever Slack would say.
      const isInside = team === body.team?.id
      if (isInside && isChannel(place)) askAhead(hurried.slackOf(team), { ...place, user }, ['members'])
      const request = await pressedRequest(hurried, body, action)
      return { request, content: await answering(desk, request.lang, () => work(hurried, request)) }
    }
  })
}
