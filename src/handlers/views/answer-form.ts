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
  /** The form's values as a command to copy. */
  typed: string
  /** Begins the look-ups that the work will wait for. */
  prefetch?: (ctx: AppContext) => void
  /** Further parts of the delivery id, which tell several submissions of the same form apart. */
  via: string[]
}

type Outcome = { request: Request } & ({ content: Content } | { reason: AnyReason })

/**
 * Carries out a form. A refusal that is ready in time keeps the form open. Otherwise the form closes, and
 * the answer goes where the person opened it; a late refusal repeats what they had typed.
 */
export function answerForm(
  ctx: AppContext,
  form: SentForm,
  work: (ctx: AppContext, request: Request) => Promise<Content>,
): Promise<void> {
  const { body, context, ack, metadata, typed } = form
  return withinBudget(ctx, context, async ({ ctx: budgeted, ackDue }) => {
    const { outcome, isLate } = await awaitOrAck(outcomeOf(budgeted, form, work), ackDue, ack)
    const { request } = outcome
    const answer = 'reason' in outcome && !isLate ? errorsOf(outcome.reason, request, body) : undefined
    const carried = !isLate && (await isDelivered(answer ? ack(answer) : ack()))
    if (answer && carried) return
    const content =
      'content' in outcome ? outcome.content : refusalContent(outcome.reason, request.lang, typed)
    await respond(ctx, request, { content, responseUrl: metadata?.responseUrl, channel: metadata?.channel })
  })
}

/** The outcome of a form; never rejects. */
async function outcomeOf(
  ctx: AppContext,
  { body, context, metadata, via, prefetch }: SentForm,
  work: (ctx: AppContext, request: Request) => Promise<Content>,
): Promise<Outcome> {
  const channel = metadata?.channel ?? ''
  prefetch?.(ctx)
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
