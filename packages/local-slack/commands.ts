import type { Deliver } from './deliver-type.ts'
import { type Delivery, type DeliveryContext, deliver } from './delivery.ts'
import { placeOf } from './lookup.ts'
import { escapeText, linkMentions } from './mentions.ts'
import { commandPayload } from './payloads.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'
import type { Channel, Team, User } from './workspace.ts'

type Did = Parameters<Deliver['command']>[0]

/** Sends a slash command with a new trigger and response_url. */
export async function sendCommand(ctx: DeliveryContext, did: Did): Promise<Delivery> {
  const { workspace } = ctx
  const place = placeOf(workspace, did)
  const { user, channel, team } = place
  const { shouldEscape } = offeredCommand(ctx, did, place)
  const typed = escapeText((did.text ?? '').trim())
  const text = shouldEscape ? linkMentions(workspace, team.id, typed) : typed
  const ids = { team: team.id, user: user.id, channel: channel.id }
  const { id: triggerId } = newTrigger(workspace, ids)
  const { key } = newResponseUrl(workspace, ids)
  const responseUrl = `${ctx.origin}/commands/${key}`
  const payload = commandPayload(workspace, { ...place, command: did.command, text, responseUrl, triggerId })
  return deliver(ctx, { kind: 'slash_commands', payload }, user, did, key)
}

/** The command as the manifest declares it; throws where Slack's client would not send it. */
function offeredCommand(
  { app }: DeliveryContext,
  did: Did,
  { user, channel, team }: { user: User; channel: Channel; team: Team },
) {
  const declared = app.commands.get(did.command)
  if (declared === undefined) throw new Error(`${did.command} is not a command of the manifest`)
  if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channel.name}`)
  if (channel.archived) throw new Error(`${channel.name} is archived: no commands there`)
  if (user.team !== team.id)
    throw new Error(`${user.name} is of another organization: no commands of this app`)
  return declared
}
