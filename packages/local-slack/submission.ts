import { checkView } from './block-kit/check.ts'
import { type Delivery, type DeliveryContext, deliver, type Repeat } from './delivery.ts'
import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from './fields.ts'
import { elementsIn, type Given, isEmpty, stateOf } from './input-values.ts'
import { interactionPayload } from './payloads.ts'
import { Refusal } from './refusal.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'
import { closeAll, closeView, openView, updateView, viewFields } from './views.ts'
import type { Team, User, View } from './workspace.ts'

/** The outcome of a modal's submit button. `incomplete`: Slack's client held it back and sent nothing. */
export type Submission =
  | { outcome: 'incomplete'; errors: Record<string, string> }
  | (Delivery & {
      outcome: 'closed' | 'errors' | 'updated' | 'pushed' | 'cleared' | 'failed'
      errors: Record<string, string>
    })

/** Types into a modal's inputs. Keys are action ids or block ids; throws for an unknown key. */
export function fill(view: View, values: Record<string, Given>): void {
  const placed = elementsIn(listOf(view.fields, 'blocks'))
  for (const [key, given] of Object.entries(values)) {
    const input = placed.find(one => one.actionId === key || one.blockId === key)
    const state = input && stateOf(input.element, given)
    if (input === undefined || state === undefined)
      throw new Error(
        `No input "${key}" in the modal; there are: ${placed.map(one => one.actionId).join(', ')}`,
      )
    view.values[input.blockId] = { ...view.values[input.blockId], [input.actionId]: state }
  }
}

/** Submits a modal as Slack's client does and applies the app's `response_action`. */
export async function submit(
  ctx: DeliveryContext,
  who: { team: Team; user: User },
  view: View,
  repeat: Repeat,
): Promise<Submission> {
  const missing = incompleteInputs(view)
  if (Object.keys(missing).length > 0) return { outcome: 'incomplete', errors: missing }
  const { workspace } = ctx
  const { team, user } = who
  const trigger = newTrigger(workspace, {
    team: team.id,
    user: user.id,
    view: view.id,
    channel: view.channel,
  })
  const payload = {
    ...interactionPayload(workspace, 'view_submission', team, user),
    trigger_id: trigger.id,
    view: viewFields(workspace, view),
    response_urls: responseUrls(ctx, who, view),
  }
  const delivery = await deliver(ctx, { kind: 'interactive', payload }, user, repeat)
  const outcome =
    delivery.error === undefined
      ? applyResponse(ctx, team, view, delivery.answer.body)
      : { outcome: 'failed' as const, errors: {} }
  return Object.assign(delivery, outcome)
}

/** Closes a modal with its close button; the app is notified only if the view has `notify_on_close`. */
export async function close(
  ctx: DeliveryContext,
  who: { team: Team; user: User },
  view: View,
): Promise<Delivery | undefined> {
  const { workspace } = ctx
  const isCleared = view.fields.clear_on_close === true
  const payload = {
    ...interactionPayload(workspace, 'view_closed', who.team, who.user),
    view: viewFields(workspace, view),
    is_cleared: isCleared,
  }
  if (isCleared) closeAll(workspace, who.user.id)
  else closeView(workspace, view)
  return view.fields.notify_on_close === true
    ? deliver(ctx, { kind: 'interactive', payload }, who.user, {})
    : undefined
}

type Done = Exclude<Submission, { outcome: 'incomplete' }>

function applyResponse(
  { workspace }: DeliveryContext,
  team: Team,
  view: View,
  body: unknown,
): Pick<Done, 'outcome' | 'errors' | 'error'> {
  const errors = {}
  if (!isFields(body) || body.response_action === undefined) {
    if (body !== '' && !isFields(body)) return { outcome: 'failed', errors, error: 'invalid_response' }
    closeView(workspace, view)
    return { outcome: 'closed', errors }
  }
  const action = body.response_action
  if (action === 'clear') {
    closeAll(workspace, view.user)
    return { outcome: 'cleared', errors }
  }
  if (action === 'errors') return shownErrors(view, fieldsOf(body, 'errors') ?? {})
  const next = fieldsOf(body, 'view')
  if (next === undefined || (action !== 'update' && action !== 'push'))
    return { outcome: 'failed', errors, error: 'invalid_response' }
  try {
    const fields = checkView(next, 'modal')
    if (action === 'update') updateView(workspace, view, fields)
    else openView(workspace, team, { user: view.user, channel: view.channel }, fields, view)
    return { outcome: action === 'update' ? 'updated' : 'pushed', errors }
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'failed', errors, error: error.error }
    throw error
  }
}

/** Slack shows errors only under existing input blocks; any other key makes the answer invalid. */
function shownErrors(view: View, given: Fields): Pick<Done, 'outcome' | 'errors' | 'error'> {
  const inputs = listOf(view.fields, 'blocks').filter(block => block.type === 'input')
  const known = new Set(inputs.map(block => textOf(block, 'block_id')))
  const errors = Object.fromEntries(Object.entries(given).map(([blockId, words]) => [blockId, String(words)]))
  const hasUnknown = Object.keys(errors).some(blockId => !known.has(blockId))
  if (hasUnknown || Object.keys(errors).length === 0)
    return { outcome: 'failed', errors, error: 'invalid_response' }
  return { outcome: 'errors', errors }
}

function incompleteInputs(view: View): Record<string, string> {
  const errors: Record<string, string> = {}
  const inputs = listOf(view.fields, 'blocks').filter(block => block.type === 'input')
  for (const { block, element, blockId, actionId } of elementsIn(inputs)) {
    const state = view.values[blockId]?.[actionId]
    if (state === undefined) continue
    if (isEmpty(state)) {
      if (block.optional !== true) errors[blockId] = 'required'
      continue
    }
    const length = [...String(state.value ?? '')].length
    if (element.type !== 'plain_text_input') continue
    if (length < (numberOf(element, 'min_length') ?? 0)) errors[blockId] = 'too short'
    if (length > (numberOf(element, 'max_length') ?? 3000)) errors[blockId] = 'too long'
  }
  return errors
}

function responseUrls(
  ctx: DeliveryContext,
  { team, user }: { team: Team; user: User },
  view: View,
): Fields[] {
  return elementsIn(listOf(view.fields, 'blocks')).flatMap(({ element, blockId, actionId }) => {
    const state = view.values[blockId]?.[actionId] ?? {}
    const channel = textOf(state, 'selected_conversation') ?? textOf(state, 'selected_channel')
    if (element.response_url_enabled !== true || channel === undefined) return []
    const url = newResponseUrl(ctx.workspace, { team: team.id, user: user.id, channel })
    return [
      {
        block_id: blockId,
        action_id: actionId,
        channel_id: channel,
        response_url: `${ctx.origin}/app/${url.key}`,
      },
    ]
  })
}
