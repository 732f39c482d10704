import { contentOf } from './content.ts'
import { type Fields, isOn, textOf } from './fields.ts'
import { limits } from './limits.ts'
import { postMessage, removeMessage, showEphemeral } from './messages.ts'
import { Refusal } from './refusal.ts'
import { useResponseUrl } from './triggers.ts'
import type { Ephemeral, Message, ResponseUrl, Workspace } from './workspace.ts'

/**
 * Handles the app's request to a response_url. Errors: `used_url`, `expired_url` and those of the content.
 */
export function respond(workspace: Workspace, key: string, fields: Fields): void {
  const url = useResponseUrl(workspace, key)
  const { message } = url
  if (isOn(fields, 'delete_original') && message !== undefined) erase(workspace, message)
  else if (isOn(fields, 'replace_original') && message !== undefined) replace(workspace, message, fields)
  else say(workspace, url, fields)
}

/** Shows an answer in the channel: to the person alone, or to everyone with `response_type: in_channel`. */
export function say(workspace: Workspace, url: ResponseUrl, fields: Fields): void {
  const team = workspace.teams.get(url.team)
  const channel = workspace.channels.get(url.channel)
  if (team === undefined || channel === undefined) throw new Refusal('channel_not_found')
  const content = contentOf(workspace, fields, limits.messageText)
  const threadTs = textOf(fields, 'thread_ts') ?? url.message?.threadTs
  if (textOf(fields, 'response_type') === 'in_channel')
    postMessage(workspace, channel, { team, user: team.botUserId }, { ...content, threadTs })
  else
    showEphemeral(
      workspace,
      { team, channel: channel.id, to: url.user },
      { ...content, threadTs, via: url.key },
    )
}

function isEphemeral(message: Message | Ephemeral): message is Ephemeral {
  return 'to' in message
}

function erase(workspace: Workspace, message: Message | Ephemeral): void {
  if (isEphemeral(message)) {
    message.gone = true
    workspace.changed({ kind: 'ephemeral', ephemeral: message })
  } else removeMessage(workspace, message)
}

function replace(workspace: Workspace, message: Message | Ephemeral, fields: Fields): void {
  const { text, blocks } = contentOf(workspace, fields, limits.messageText)
  message.text = text
  if (blocks === undefined) delete message.blocks
  else message.blocks = blocks
  if (isEphemeral(message)) workspace.changed({ kind: 'ephemeral', ephemeral: message })
  else {
    message.edited = { user: message.user, ts: workspace.nextTs() }
    workspace.changed({ kind: 'edited', message })
  }
}
