import { type Delivery, type DeliveryContext, deliver, type Repeat } from './delivery.ts'
import { type Fields, known, listOf } from './fields.ts'
import { elementsIn, type Given, type Placed, stateOf } from './input-values.ts'
import { lookUp } from './lookup.ts'
import { messageFields } from './messages.ts'
import { channelPayload, interactionPayload } from './payloads.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'
import { viewFields } from './views.ts'
import type { Ephemeral, Message, Team, User, View } from './workspace.ts'

/** The place of an element: a message, an ephemeral message, or a view. */
export type Surface = { message: Message | Ephemeral } | { view: View }

/** Names an element by its action_id, and by block_id or value where several share it. */
export type ElementPick = { actionId: string; blockId?: string; value?: string }

type Actor = { team: Team; user: User }

/** Presses an element, or chooses `given` in it: a `block_actions` payload. */
export async function actOn(
  ctx: DeliveryContext,
  did: { user: string } & Surface & ElementPick & Repeat,
  given?: Given,
): Promise<Delivery> {
  const { workspace } = ctx
  const user = lookUp(workspace.users, did.user, 'user')
  const on = 'view' in did ? did.view : did.message
  const blocks = 'view' in did ? listOf(did.view.fields, 'blocks') : (did.message.blocks ?? [])
  const placed = findElement(blocks, did)
  const actor = { user, team: lookUp(workspace.teams, on.team, 'team') }
  const chosen = given === undefined ? {} : stateOf(placed.element, given)
  const actions = [actionFields(placed, chosen, workspace.nextTs())]
  if ('view' in did) {
    if (chosen && placed.element.type !== 'button') remember(did.view, placed, chosen)
    return actInView(ctx, actor, did.view, actions, did)
  }
  const values = given === undefined ? {} : { [placed.blockId]: { [placed.actionId]: chosen } }
  return actInMessage(ctx, actor, did.message, { state: { values }, actions }, did)
}

/** Throws, listing the elements that are there, when none or more than one matches. */
function findElement(blocks: Fields[], pick: ElementPick): Placed {
  const all = elementsIn(blocks)
  const matches = all.filter(
    ({ actionId, blockId, element }) =>
      actionId === pick.actionId &&
      (pick.blockId === undefined || blockId === pick.blockId) &&
      (pick.value === undefined || element.value === pick.value),
  )
  const [first, second] = matches
  const there = all.map(one => `${one.blockId}/${one.actionId}=${String(one.element.value ?? '')}`).join(', ')
  if (first === undefined) throw new Error(`No element ${JSON.stringify(pick)} there; there are: ${there}`)
  if (second !== undefined)
    throw new Error(`More than one element ${JSON.stringify(pick)}; there are: ${there}`)
  return first
}

function actionFields(
  { element, actionId, blockId }: Placed,
  chosen: Fields | undefined,
  ts: string,
): Fields {
  const { type, text, value } = element
  return known({
    ...(type === 'button' ? { text, value } : {}),
    ...chosen,
    type,
    action_id: actionId,
    block_id: blockId,
    action_ts: ts,
  })
}

function remember(view: View, { blockId, actionId }: Placed, chosen: Fields): void {
  view.values[blockId] = { ...view.values[blockId], [actionId]: chosen }
}

function actInView(
  ctx: DeliveryContext,
  { team, user }: Actor,
  view: View,
  actions: Fields[],
  repeat: Repeat,
): Promise<Delivery> {
  const { workspace } = ctx
  const ids = { team: team.id, user: user.id, view: view.id, channel: view.channel }
  const payload = {
    ...interactionPayload(workspace, 'block_actions', team, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(workspace, ids).id,
    view: viewFields(workspace, view),
    actions,
  }
  return deliver(ctx, { kind: 'interactive', payload }, user, repeat)
}

function actInMessage(
  ctx: DeliveryContext,
  { team, user }: Actor,
  message: Message | Ephemeral,
  did: { state: Fields; actions: Fields[] },
  repeat: Repeat,
): Promise<Delivery> {
  const { workspace } = ctx
  const channel = lookUp(workspace.channels, message.channel, 'channel')
  const ids = { team: team.id, user: user.id, channel: channel.id }
  const trigger = newTrigger(workspace, ids)
  const url = newResponseUrl(workspace, { ...ids, message })
  const isEphemeral = 'to' in message
  const payload = known({
    ...interactionPayload(workspace, 'block_actions', team, user),
    container: known({
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      thread_ts: message.threadTs,
    }),
    trigger_id: trigger.id,
    channel: channelPayload(channel),
    message: isEphemeral ? undefined : messageFields(workspace, message),
    response_url: `${ctx.origin}/actions/${url.key}`,
    ...did,
  })
  return deliver(ctx, { kind: 'interactive', payload }, user, repeat, url.key)
}
