import type { Deliver } from './deliver-type.ts'
import type { DeliveryContext } from './delivery.ts'
import { announce } from './events.ts'
import { placeOf } from './lookup.ts'
import { escapeText, linkMentions } from './mentions.ts'
import { postMessage } from './messages.ts'
import { messageEvent } from './payloads.ts'

const eventNames = { public: 'message.channels', private: 'message.groups', im: 'message.im' }

/** Posts a person's message and sends its events: `message`, and `app_mention` where it names the app. */
export async function writeMessage(ctx: DeliveryContext, did: Parameters<Deliver['say']>[0]) {
  const { workspace } = ctx
  const { user, channel, team } = placeOf(workspace, did)
  if (channel.archived) throw new Error(`${channel.name} is archived: nobody writes there`)
  // Commands carry names in addition to ids, messages only ids.
  const text = linkMentions(workspace, team.id, escapeText(did.text)).replace(/<@(\w+)\|[^>]*>/g, '<@$1>')
  const { threadTs, broadcast, files } = did
  const message = postMessage(
    workspace,
    channel,
    { team, user: user.id },
    { text, threadTs, ...(threadTs && broadcast && { broadcast }), ...(files && { files }) },
  )
  const event = { ...messageEvent(workspace, channel, message), type: 'message' }
  const events = await announce(ctx, team, event, channel, eventNames[channel.kind])
  if (channel.kind !== 'im' && text.includes(`<@${team.botUserId}`)) {
    const mention = { ...event, type: 'app_mention', channel_type: undefined }
    events.push(...(await announce(ctx, team, mention, channel)))
  }
  return { message, events }
}
