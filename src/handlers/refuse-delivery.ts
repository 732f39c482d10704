import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt'
import type { RequestReason } from '../messages/reason.ts'
import { refusalContent, refusalText } from '../messages/replies/refusals.ts'
import { inBudget, taken } from './budget.ts'
import type { AppContext } from './context.ts'
import { langFor } from './request.ts'

type Delivery = AnyMiddlewareArgs & AllMiddlewareArgs

/** Tells requests of people (commands, presses, shortcuts and sent forms) from events. */
export const isRequest = (args: Delivery): boolean =>
  'command' in args || 'action' in args || 'shortcut' in args || args.body.type === 'view_submission'

/**
 * Refuses a request as a whole, whatever kind it is: a form stays open with the reason, a command is answered in its
 * acknowledgement and given back. What the acknowledgement does not carry goes to the `response_url`.
 */
export async function refuseDelivery(
  ctx: AppContext,
  args: Delivery,
  reasonFor: (typed: string) => RequestReason,
): Promise<void> {
  const { teamId: team = '', userId: user = '' } = args.context
  const lang = await inBudget(ctx, args.context, ({ ctx }) => langFor(ctx, team, user, ''))
  const typed = 'command' in args ? `${args.command.command} ${args.command.text ?? ''}`.trim() : ''
  const reason = reasonFor(typed)
  if ('view' in args) {
    const [field = 'value'] = Object.keys(args.view.state.values)
    await taken(args.ack({ response_action: 'errors', errors: { [field]: refusalText(reason, lang) } }))
    return
  }
  const content = refusalContent(reason, lang)
  if ('command' in args && (await taken(args.ack({ response_type: 'ephemeral', ...content })))) return
  if (!('command' in args) && 'ack' in args && args.ack) await taken(args.ack())
  const { body } = args
  if (!('response_url' in body) || !body.response_url) return
  const channel = 'channel_id' in body && typeof body.channel_id === 'string' ? body.channel_id : undefined
  await ctx.reply(body.response_url, content, { team, user, channel })
}
