import { type Fields, isFields, known, textOf } from './fields.ts'
import type { Channel, Ephemeral, Message, Team, Workspace } from './workspace.ts'

/** The checked content of a message. */
export type Content = Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'files'>

export function postMessage(
  workspace: Workspace,
  channel: Channel,
  from: { team: Team; user: string },
  message: Content & { threadTs?: string; broadcast?: boolean },
): Message {
  const posted: Message = {
    ...message,
    ts: workspace.nextTs(),
    channel: channel.id,
    team: from.team.id,
    user: from.user,
    byApp: from.user === from.team.botUserId,
  }
  messagesIn(workspace, channel).push(posted)
  workspace.changed({ kind: 'message', message: posted })
  return posted
}

/** Shows an ephemeral message. `via` is the key of the response_url through which it came. */
export function showEphemeral(
  workspace: Workspace,
  where: { team: Team; channel: string; to: string },
  content: Content & { threadTs?: string; via?: string },
): Ephemeral {
  const ephemeral: Ephemeral = {
    ...content,
    ts: workspace.nextTs(),
    channel: where.channel,
    team: where.team.id,
    user: where.team.botUserId,
    byApp: true,
    to: where.to,
  }
  workspace.ephemerals.push(ephemeral)
  workspace.changed({ kind: 'ephemeral', ephemeral })
  return ephemeral
}

/** The live list of a channel's messages, oldest first. */
export function messagesIn(workspace: Workspace, channel: Pick<Channel, 'id'>): Message[] {
  const messages = workspace.messages.get(channel.id) ?? []
  workspace.messages.set(channel.id, messages)
  return messages
}

/**
 * A person's view of a channel, oldest first: everyone's messages and the ephemeral ones shown to that
 * person.
 */
export function seenBy(workspace: Workspace, user: string, channel: string): (Message | Ephemeral)[] {
  const own = workspace.ephemerals.filter(one => one.to === user && one.channel === channel && !one.gone)
  return [...(workspace.messages.get(channel) ?? []), ...own].toSorted((a, b) => a.ts.localeCompare(b.ts))
}

export function messageAt(
  workspace: Workspace,
  channelId: string,
  ts: string | undefined,
): Message | undefined {
  return workspace.messages.get(channelId)?.find(message => message.ts === ts)
}

/** The replies of a thread, oldest first, without its parent. */
export function repliesOf(workspace: Workspace, channel: Pick<Channel, 'id'>, threadTs: string): Message[] {
  return messagesIn(workspace, channel).filter(one => one.threadTs === threadTs && one.ts !== threadTs)
}

/** Deletes a message; a parent with replies becomes a tombstone. */
export function removeMessage(workspace: Workspace, message: Message): void {
  const channel = { id: message.channel }
  const kept = messagesIn(workspace, channel)
  if (repliesOf(workspace, channel, message.ts).length > 0) {
    message.tombstone = true
    message.text = 'This message was deleted.'
    delete message.blocks
    delete message.attachments
    delete message.metadata
    delete message.files
  } else kept.splice(kept.indexOf(message), 1)
  workspace.changed({ kind: 'deleted', message })
}

/** The message as the Web API and the events show it; metadata only on request. */
export function messageFields(workspace: Workspace, message: Message, withMetadata = false): Fields {
  if (message.tombstone)
    return {
      type: 'message',
      subtype: 'tombstone',
      text: message.text,
      user: 'USLACKBOT',
      hidden: true,
      ts: message.ts,
      thread_ts: message.ts,
      ...threadFields(workspace, message),
    }
  const team = workspace.teams.get(message.team)
  const bot = message.byApp && team !== undefined
  return known({
    type: 'message',
    subtype: message.broadcast ? 'thread_broadcast' : undefined,
    user: message.user,
    ts: message.ts,
    ...(bot ? { bot_id: team.botId, app_id: workspace.appId, bot_profile: botProfile(workspace, team) } : {}),
    text: message.text,
    team: message.team,
    blocks: message.blocks,
    attachments: message.attachments,
    metadata: withMetadata ? message.metadata : undefined,
    edited: message.edited,
    files: message.files?.map(id => ({ id, name: workspace.files.get(id)?.name })),
    reactions:
      message.reactions &&
      [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })),
    pinned_to: message.pinned ? [message.channel] : undefined,
    ...(message.threadTs === undefined ? {} : replyFields(workspace, message)),
    ...threadFields(workspace, message),
  })
}

function botProfile(workspace: Workspace, team: Team): Fields {
  const name = workspace.users.get(team.botUserId)?.realName
  return {
    id: team.botId,
    app_id: workspace.appId,
    name,
    deleted: false,
    updated: 0,
    team_id: team.id,
    icons: {},
  }
}

function replyFields(workspace: Workspace, message: Message): Fields {
  const parent = messageAt(workspace, message.channel, message.threadTs)
  return { thread_ts: message.threadTs, parent_user_id: parent?.user }
}

function threadFields(workspace: Workspace, message: Message): Fields {
  if (message.threadTs !== undefined) return {}
  const replies = repliesOf(workspace, { id: message.channel }, message.ts)
  const latest = replies.at(-1)
  if (latest === undefined) return {}
  const users = [...new Set(replies.map(reply => reply.user))]
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  }
}

/** Blocks as Slack keeps them, with ids and with defaults for text objects. */
export function withIds(workspace: Workspace, blocks: Fields[]): Fields[] {
  return blocks.map(block => {
    const filled: Fields = { ...block }
    filled.block_id = textOf(block, 'block_id') ?? workspace.nextId('b')
    for (const key of ['text', 'label', 'hint', 'title'])
      if (isFields(filled[key])) filled[key] = withDefaults(filled[key])
    for (const key of ['accessory', 'element']) {
      const element = filled[key]
      if (isFields(element)) filled[key] = withActionId(workspace, element)
    }
    if (Array.isArray(filled.fields))
      filled.fields = filled.fields.map(one => (isFields(one) ? withDefaults(one) : one))
    if (Array.isArray(filled.elements) && block.type !== 'rich_text')
      filled.elements = filled.elements.map(one => (isFields(one) ? withActionId(workspace, one) : one))
    return filled
  })
}

const withoutActionId = new Set(['image', 'plain_text', 'mrkdwn'])

function withActionId(workspace: Workspace, element: Fields): Fields {
  if (typeof element.type === 'string' && withoutActionId.has(element.type)) return withDefaults(element)
  const text = isFields(element.text) ? { text: withDefaults(element.text) } : {}
  return { ...element, ...text, action_id: textOf(element, 'action_id') ?? workspace.nextId('a') }
}

function withDefaults(object: Fields): Fields {
  if (object.type === 'plain_text') return { emoji: true, ...object }
  if (object.type === 'mrkdwn') return { verbatim: false, ...object }
  return object
}
