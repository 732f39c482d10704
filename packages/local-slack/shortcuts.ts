import type { Deliver } from './deliver-type.ts'
import { type Delivery, type DeliveryContext, deliver } from './delivery.ts'
import { lookUp } from './lookup.ts'
import { messageFields } from './messages.ts'
import { channelPayload, interactionPayload } from './payloads.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'

/**
 * Runs a shortcut of the manifest: `message_action` on a message, `shortcut` without one. Throws for an
 * undeclared one.
 */
export async function runShortcut(
  ctx: DeliveryContext,
  did: Parameters<Deliver['shortcut']>[0],
): Promise<Delivery> {
  const { workspace } = ctx
  const user = lookUp(workspace.users, did.user, 'user')
  const { message } = did
  if (ctx.app.shortcuts.get(did.callbackId) !== (message === undefined ? 'global' : 'message'))
    throw new Error(`${did.callbackId} is not such a shortcut of the manifest`)
  const team = lookUp(workspace.teams, message?.team ?? user.team, 'team')
  const trigger = newTrigger(workspace, { team: team.id, user: user.id, channel: message?.channel })
  const ids = { callback_id: did.callbackId, trigger_id: trigger.id, action_ts: workspace.nextTs() }
  if (message === undefined) {
    const payload = { ...interactionPayload(workspace, 'shortcut', team, user), ...ids }
    return deliver(ctx, { kind: 'interactive', payload }, user, did)
  }
  const channel = lookUp(workspace.channels, message.channel, 'channel')
  const url = newResponseUrl(workspace, { team: team.id, user: user.id, channel: channel.id, message })
  const payload = {
    ...interactionPayload(workspace, 'message_action', team, user),
    ...ids,
    message_ts: message.ts,
    channel: channelPayload(channel),
    message: messageFields(workspace, message),
    response_url: `${ctx.origin}/app/${url.key}`,
  }
  return deliver(ctx, { kind: 'interactive', payload }, user, did, url.key)
}
