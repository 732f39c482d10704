import type { AckFn, Context, SlackViewAction, ViewResponseAction } from '@slack/bolt'
import type { Content } from '../../messages/content.ts'
import type { AnyReason } from '../../messages/reason.ts'
import { refusalContent, refusalText } from '../../messages/replies/refusals.ts'
import type { AppContext, Request } from '../context.ts'
import type { Metadata } from '../metadata.ts'
import { reasonOf, sentRequest } from '../request.ts'
import { respond } from '../respond.ts'
import { type Arrival, awaitOrAck, isDelivered, withinBudget } from '../time-budget.ts'
import { fieldOf } from './field-of-reason.ts'

type SentForm = {
  body: SlackViewAction
  context: Context & Arrival
  ack: AckFn<void> | AckFn<ViewResponseAction>
  metadata: Metadata | undefined
  /** What the form held, as the person would type it. */
  typed: string
  /** Begins the look-ups that the work will wait for. */
  ahead?: (ctx: AppContext) => void
  /** What tells this delivery from another of the same form. */
  via: string[]
}

type Outcome = { request: Request } & ({ content: Content } | { reason: AnyReason })

/**
 * Does what a form asks for. A refusal in time stays in the form, with what was typed; otherwise the form closes and the
 * person is told where they opened it, a refusal with what they had typed.
 */
export function answerForm(
  ctx: AppContext,
  form: SentForm,
  work: (ctx: AppContext, request: Request) => Promise<Content>,
): Promise<void> {
  const { body, context, ack, metadata, typed } = form
  return withinBudget(ctx, context, async ({ ctx: hurried, ackDue }) => {
    const { outcome, late } = await awaitOrAck(outcomeOf(hurried, form, work), ackDue, ack)
    const { request } = outcome
    const kept = 'reason' in outcome && !late
    const answer = kept ? errorsOf(outcome.reason, request, body) : undefined
    const carried = !late && (await isDelivered(answer ? ack(answer) : ack()))
    if (kept && carried) return
    const content =
      'content' in outcome ? outcome.content : refusalContent(outcome.reason, request.lang, typed)
    await respond(ctx, request, { content, responseUrl: metadata?.responseUrl, channel: metadata?.channel })
  })
}

/** What came of a form; never rejects. */
async function outcomeOf(
  ctx: AppContext,
  { body, context, metadata, via, ahead }: SentForm,
  work: (ctx: AppContext, request: Request) => Promise<Content>,
): Promise<Outcome> {
  const channel = metadata?.channel ?? ''
  ahead?.(ctx)
  const request = await sentRequest(ctx, { body, context }, channel, ...via)
  try {
    return { request, content: await work(ctx, request) }
  } catch (error) {
    return { request, reason: reasonOf(ctx, error) }
  }
}

function errorsOf(reason: AnyReason, { lang }: Request, { view }: SlackViewAction): ViewResponseAction {
  const field = fieldOf(reason, Object.keys(view.state.values))
  return { response_action: 'errors', errors: { [field]: refusalText(reason, lang) } }
}
