import type { Call } from '../call.ts'
import { directMessage, visibleChannel, visibleUser } from '../channels.ts'
import { contentOf, jsonArg } from '../content.ts'
import { type Fields, isOn, textOf } from '../fields.ts'
import { limits } from '../limits.ts'
import { messageAt, messageFields, postMessage, removeMessage, showEphemeral } from '../messages.ts'
import { refuse } from '../refusal.ts'
import type { Channel, Message, Team, Workspace } from '../workspace.ts'

/**
 * A channel in which the app may write. Errors: `channel_not_found`, `not_in_channel`, `is_archived`,
 * `messages_tab_disabled`.
 */
export function writableChannel(call: Call): Channel {
  const channel = namedChannel(call)
  return channel.kind === 'im' && !call.app.messagesTab ? refuse('messages_tab_disabled') : channel
}

function namedChannel(call: Call): Channel {
  const { workspace, team, args, app } = call
  const name = textOf(args, 'channel')
  if (name !== undefined && /^[UW]/.test(name) && workspace.users.has(name)) {
    const person = visibleUser(workspace, team, name)
    return person.bot === true || person.deleted === true
      ? refuse('channel_not_found')
      : directMessage(workspace, team, person)
  }
  const channel = visibleChannel(workspace, team, name)
  if (channel.archived) return refuse('is_archived')
  const isOpen = channel.kind === 'public' && app.scopes.includes('chat:write.public')
  if (!channel.members.has(team.botUserId) && !isOpen) return refuse('not_in_channel')
  return channel
}

/**
 * The thread in the arguments: a reply's ts means its parent's. Undefined for an unknown message, where Slack
 * silently posts in the channel itself.
 */
export function threadArg(workspace: Workspace, channel: Channel, args: Fields): string | undefined {
  const parent = messageAt(workspace, channel.id, textOf(args, 'thread_ts'))
  return parent?.threadTs ?? parent?.ts
}

export function chatPostMessage(call: Call): Fields {
  const { workspace, team, args } = call
  if (isOn(args, 'as_user')) refuse('as_user_not_supported')
  const channel = writableChannel(call)
  const message = postAsApp(workspace, team, channel, args)
  return { channel: channel.id, ts: message.ts, message: messageFields(workspace, message, true) }
}

/** Posts the app's message with the content of the arguments. */
export function postAsApp(workspace: Workspace, team: Team, channel: Channel, args: Fields): Message {
  const content = contentOf(workspace, args, limits.messageText)
  const threadTs = threadArg(workspace, channel, args)
  const broadcast = threadTs !== undefined && isOn(args, 'reply_broadcast')
  return postMessage(workspace, channel, { team, user: team.botUserId }, { ...content, threadTs, broadcast })
}

export function chatPostEphemeral(call: Call): Fields {
  const { workspace, team, args } = call
  const channel = writableChannel(call)
  const to = textOf(args, 'user')
  if (to === undefined || !channel.members.has(to)) return refuse('user_not_in_channel')
  const content = contentOf(workspace, { ...args, metadata: undefined }, limits.messageText)
  const shown = showEphemeral(
    workspace,
    { team, channel: channel.id, to },
    { ...content, threadTs: textOf(args, 'thread_ts') },
  )
  return { message_ts: shown.ts }
}

export function chatUpdate(call: Call): Fields {
  const { workspace, team, args } = call
  if (isOn(args, 'as_user')) refuse('as_user_not_supported')
  const message = ownMessage(call, 'cant_update_message')
  if (visibleChannel(workspace, team, message.channel).archived) return refuse('is_inactive')
  if (isOn(args, 'reply_broadcast')) return broadcastLater(call, message)
  const blocks = jsonArg(args, 'blocks')
  const keepsBlocks = blocks === undefined && message.blocks !== undefined
  const content = contentOf(
    workspace,
    keepsBlocks ? { text: message.text, ...args, blocks: message.blocks } : args,
    limits.updateText,
  )
  message.text = content.text
  if (content.blocks !== undefined) message.blocks = content.blocks
  if (content.attachments !== undefined) message.attachments = content.attachments
  if (args.metadata !== undefined) message.metadata = content.metadata
  message.edited = { user: team.botUserId, ts: workspace.nextTs() }
  workspace.changed({ kind: 'edited', message })
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageFields(workspace, message, true),
  }
}

/** Sends an earlier reply to the channel too; its content cannot change in the same call. */
function broadcastLater({ workspace, args }: Call, message: Message): Fields {
  if (message.threadTs === undefined || message.broadcast === true) return refuse('cant_broadcast_message')
  if (['text', 'blocks', 'markdown_text'].some(key => args[key] !== undefined))
    return refuse('no_dual_broadcast_content_update')
  message.broadcast = true
  workspace.changed({ kind: 'edited', message })
  return { channel: message.channel, ts: message.ts, text: message.text }
}

export function chatDelete(call: Call): Fields {
  const message = ownMessage(call, 'cant_delete_message')
  removeMessage(call.workspace, message)
  return { channel: message.channel, ts: message.ts }
}

export function chatGetPermalink({ workspace, team, args }: Call): Fields {
  const channel = visibleChannel(workspace, team, textOf(args, 'channel'))
  const message = messageAt(workspace, channel.id, textOf(args, 'message_ts'))
  if (message === undefined) return refuse('message_not_found')
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
  const path = `archives/${channel.id}/p${message.ts.replace('.', '')}`
  return { channel: channel.id, permalink: `https://${team.domain}.slack.com/${path}${thread}` }
}

function ownMessage({ workspace, team, args }: Call, otherwise: string): Message {
  const channel = visibleChannel(workspace, team, textOf(args, 'channel'))
  const message = messageAt(workspace, channel.id, textOf(args, 'ts'))
  if (message === undefined || message.tombstone === true) return refuse('message_not_found')
  return message.byApp && message.team === team.id ? message : refuse(otherwise)
}
