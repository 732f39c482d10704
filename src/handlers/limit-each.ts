import type { App } from '@slack/bolt'
import type { RequestReason } from '../messages/reason.ts'
import { refusalContent, refusalText } from '../messages/refusals.ts'
import { inBudget, taken } from './budget.ts'
import type { Desk } from './desk.ts'
import { createRateLimit } from './rate-limit.ts'
import { langFor } from './request.ts'

/**
 * Holds each person of a workspace to the rate limit, whether they type, press or send a form. What is over it is acknowledged,
 * not done, and answered with how long to wait. Events are not counted.
 */
export function limitEach(app: App, desk: Desk) {
  const secondsFor = createRateLimit(desk.now)
  app.use(async args => {
    const { teamId = '', userId = '' } = args.context
    const { body } = args
    const sent = 'view' in args && body.type === 'view_submission'
    const counts = sent || 'command' in args || 'action' in args || 'shortcut' in args
    const seconds = counts ? secondsFor(`${teamId}:${userId}`) : 0
    if (seconds === 0) return args.next()
    const lang = await inBudget(desk, args.context, ({ desk }) => langFor(desk, teamId, userId, ''))
    const typed = 'command' in args ? `${args.command.command} ${args.command.text ?? ''}`.trim() : ''
    const reason: RequestReason = { code: 'too-often', seconds, typed }
    if ('view' in args) {
      const [field = 'value'] = Object.keys(args.view.state.values)
      return args.ack({ response_action: 'errors', errors: { [field]: refusalText(reason, lang) } })
    }
    const content = refusalContent(reason, lang)
    if ('command' in args && (await taken(args.ack({ response_type: 'ephemeral', ...content })))) return
    if (!('command' in args) && 'ack' in args && args.ack) await taken(args.ack())
    if ('response_url' in body && body.response_url) await desk.reply(body.response_url, content)
  })
}
