import { type Fields, known } from './fields.ts'
import { elementsIn, type Given, type Placed, stateOf } from './input-values.ts'
import { messageFields } from './messages.ts'
import { channelPayload, interactionPayload } from './payloads.ts'
import { type Delivery, deliver, type Post, type Repeat } from './sending.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'
import { viewFields } from './views.ts'
import type { Ephemeral, Message, Team, User, View } from './workspace.ts'

/** Where an element stands: a message, something shown to one person, or a view. */
export type Surface = { message: Message | Ephemeral } | { view: View }

/** Which element: by its action_id, and by block_id or value where several share it. */
export type Pick = { actionId: string; blockId?: string; value?: string }

/** The element that the person means. Throws, naming what is there, when there is none or more than one. */
export function findElement(blocks: Fields[], pick: Pick): Placed {
  const all = elementsIn(blocks)
  const found = all.filter(
    ({ actionId, blockId, element }) =>
      actionId === pick.actionId &&
      (pick.blockId === undefined || blockId === pick.blockId) &&
      (pick.value === undefined || element.value === pick.value),
  )
  const [first, second] = found
  const there = all.map(one => `${one.blockId}/${one.actionId}=${String(one.element.value ?? '')}`).join(', ')
  if (first === undefined) throw new Error(`No element ${JSON.stringify(pick)} there; there are: ${there}`)
  if (second !== undefined)
    throw new Error(`More than one element ${JSON.stringify(pick)}; there are: ${there}`)
  return first
}

/** A person presses or chooses: a `block_actions` payload. */
export async function act(
  post: Post,
  who: { team: Team; user: User },
  surface: Surface,
  placed: Placed,
  given: Given | undefined,
  repeat: Repeat,
): Promise<Delivery> {
  const { workspace } = post
  const { team, user } = who
  const chosen = given === undefined ? {} : stateOf(placed.element, given)
  const { text, value } = placed.element
  const action = known({
    ...(placed.element.type === 'button' ? { text, value } : {}),
    ...chosen,
    type: placed.element.type,
    action_id: placed.actionId,
    block_id: placed.blockId,
    action_ts: workspace.nextTs(),
  })
  const head = interactionPayload(workspace, 'block_actions', team, user)
  if ('view' in surface) {
    const { view } = surface
    if (chosen && placed.element.type !== 'button')
      view.values[placed.blockId] = { ...view.values[placed.blockId], [placed.actionId]: chosen }
    const trigger = newTrigger(workspace, {
      team: team.id,
      user: user.id,
      view: view.id,
      channel: view.channel,
    })
    const where = {
      container: { type: 'view', view_id: view.id },
      trigger_id: trigger.id,
      view: viewFields(workspace, view),
    }
    return deliver(
      post,
      { kind: 'interactive', payload: { ...head, ...where, actions: [action] } },
      user,
      repeat,
    )
  }
  const { message } = surface
  const channel = workspace.channels.get(message.channel)
  if (channel === undefined) throw new Error(`No channel ${message.channel}`)
  const trigger = newTrigger(workspace, { team: team.id, user: user.id, channel: channel.id })
  const url = newResponseUrl(workspace, { team: team.id, user: user.id, channel: channel.id, message })
  const private_ = 'to' in message
  const values = given === undefined ? {} : { [placed.blockId]: { [placed.actionId]: chosen } }
  const payload = known({
    ...head,
    container: known({
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: private_,
      thread_ts: message.threadTs,
    }),
    trigger_id: trigger.id,
    channel: channelPayload(channel),
    message: private_ ? undefined : messageFields(workspace, message),
    state: { values },
    response_url: `${post.origin}/actions/${url.key}`,
    actions: [action],
  })
  return deliver(post, { kind: 'interactive', payload }, user, repeat, url.key)
}
