import type { AllMiddlewareArgs, AnyMiddlewareArgs, ReceiverEvent } from '@slack/bolt'
import type { Content } from '../messages/content.ts'
import type { RequestReason } from '../messages/reason.ts'
import { refusalContent, refusalText } from '../messages/replies/refusals.ts'
import type { AppContext } from './context.ts'
import { langFor } from './request.ts'
import { isDelivered, withinBudget } from './time-budget.ts'

type Delivery = AnyMiddlewareArgs & AllMiddlewareArgs
type Body = ReceiverEvent['body']

/** Tells requests of people (commands, presses, shortcuts and sent forms) from events. */
export const isRequest = (args: Delivery): boolean =>
  'command' in args || 'action' in args || 'shortcut' in args || args.body.type === 'view_submission'

/** A command as it was typed; empty for any other delivery. */
export const typedIn = (body: Body | null): string =>
  typeof body?.command === 'string' ? `${body.command} ${body.text ?? ''}`.trim() : ''

/**
 * The acknowledgement of a delivery that is refused: a command is answered in it, a form stays open with
 * `text` at its first field. Undefined for deliveries whose acknowledgement can carry no answer.
 */
export function refusalAck(body: Body | null, { content, text }: { content: Content; text: string }) {
  if (typeof body?.command === 'string') return { response_type: 'ephemeral', ...content }
  if (body?.type !== 'view_submission') return undefined
  const [field = 'value'] = Object.keys(body.view?.state?.values ?? {})
  return { response_action: 'errors', errors: { [field]: text } }
}

/**
 * Refuses a request of any kind. A command is given back as it was typed. A refusal that the acknowledgement
 * does not carry goes to the `response_url`.
 */
export async function refuseDelivery(
  ctx: AppContext,
  args: Delivery,
  reasonFor: (typed: string) => RequestReason,
): Promise<void> {
  const { teamId: team = '', userId: user = '' } = args.context
  const lang = await withinBudget(ctx, args.context, ({ ctx }) => langFor(ctx, team, user, ''))
  const body: Body = args.body
  const typed = typedIn(body)
  const reason = reasonFor(typed)
  const content = refusalContent(reason, lang, typed)
  const answer = refusalAck(body, { content, text: refusalText(reason, lang) })
  const { ack } = args as { ack?: (answer?: object) => Promise<void> }
  const isAcked = ack !== undefined && (await isDelivered(ack(answer)))
  if ((answer && isAcked) || typeof body.response_url !== 'string') return
  const channel = typeof body.channel_id === 'string' ? body.channel_id : undefined
  await ctx.reply(body.response_url, content, { team, user, channel })
}
