import type { Call } from '../call.ts'
import { visibleChannel } from '../channels.ts'
import { type Fields, known, textOf } from '../fields.ts'
import { messageAt } from '../messages.ts'
import { refuse } from '../refusal.ts'
import type { Message } from '../workspace.ts'

const emojiName = /^[\p{L}\p{N}_+'-]+$/u

function markedMessage({ workspace, team, args }: Call, absent: string): Message {
  const channel = visibleChannel(workspace, team, textOf(args, 'channel'))
  const ts = textOf(args, 'timestamp')
  if (ts === undefined) return refuse('no_item_specified')
  if (!/^\d+\.\d+$/.test(ts)) return refuse('bad_timestamp')
  if (!channel.members.has(team.botUserId)) return refuse(absent)
  return messageAt(workspace, channel.id, ts) ?? refuse('message_not_found')
}

export function reactionsAdd(call: Call): Fields {
  const { workspace, team, args } = call
  const message = markedMessage(call, 'channel_not_found')
  if (workspace.channels.get(message.channel)?.archived) return refuse('is_archived')
  const name = textOf(args, 'name')?.replaceAll(':', '')
  if (name === undefined || !emojiName.test(name)) return refuse('invalid_name')
  message.reactions ??= new Map()
  const users = message.reactions.get(name) ?? new Set()
  if (users.has(team.botUserId)) return refuse('already_reacted')
  message.reactions.set(name, users.add(team.botUserId))
  workspace.changed({ kind: 'edited', message })
  return {}
}

export function pinsAdd(call: Call): Fields {
  const message = markedMessage(call, 'not_in_channel')
  if (message.pinned === true) return refuse('already_pinned')
  message.pinned = true
  call.workspace.changed({ kind: 'edited', message })
  return {}
}

export function bookmarksAdd({ workspace, team, args }: Call): Fields {
  const channel = visibleChannel(workspace, team, textOf(args, 'channel_id'))
  if (textOf(args, 'type') !== 'link') return refuse('invalid_bookmark_type')
  const emoji = textOf(args, 'emoji')
  if (emoji !== undefined && !emojiName.test(emoji.replaceAll(':', ''))) return refuse('invalid_emoji')
  const link = textOf(args, 'link')
  if (link === undefined || !/^https?:\/\/./.test(link) || !URL.canParse(link)) return refuse('invalid_link')
  const bookmark = known({
    id: workspace.nextId('Bk'),
    channel_id: channel.id,
    title: textOf(args, 'title'),
    link,
    emoji,
    type: 'link',
    date_created: Math.floor(workspace.now() / 1000),
    date_updated: 0,
    app_id: workspace.appId,
    rank: 'i',
  })
  workspace.bookmarks.push(bookmark)
  return { bookmark }
}
