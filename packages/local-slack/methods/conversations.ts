import { type Call, needScopeFor } from '../call.ts'
import { channelFields, directMessage, visibleChannel, visibleUser } from '../channels.ts'
import { type Fields, isOn, numberOf, textOf, wordsOf } from '../fields.ts'
import { messageAt, messageFields, messagesIn, repliesOf } from '../messages.ts'
import { pageOf } from '../page-of.ts'
import { refuse } from '../refusal.ts'
import type { Channel, Message } from '../workspace.ts'

const kindByType: Record<string, Channel['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
}

function channelArg(call: Call): Channel {
  const channel = visibleChannel(call.workspace, call.team, textOf(call.args, 'channel'))
  needScopeFor(call, channel.kind)
  return channel
}

export function conversationsInfo(call: Call): Fields {
  const channel = channelArg(call)
  const count = isOn(call.args, 'include_num_members') ? { num_members: channel.members.size } : {}
  return { channel: { ...channelFields(channel, call.team), ...count } }
}

export function conversationsMembers(call: Call): Fields {
  const { page, more } = pageOf([...channelArg(call).members], call, 100)
  return { members: page, ...more }
}

export function conversationsJoin({ workspace, team, args }: Call): Fields {
  const channel = visibleChannel(workspace, team, textOf(args, 'channel'))
  if (channel.kind !== 'public') return refuse('method_not_supported_for_channel_type')
  if (channel.archived) return refuse('is_archived')
  const already = channel.members.has(team.botUserId)
  channel.members.add(team.botUserId)
  if (!already) workspace.changed({ kind: 'joined', channel, user: team.botUserId })
  const warning = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
  return { channel: channelFields(channel, team), ...(already ? warning : {}) }
}

export function conversationsOpen({ workspace, team, args }: Call): Fields {
  const given = textOf(args, 'channel')
  const users = wordsOf(args, 'users')
  const [first] = users
  if (given !== undefined) return { channel: { id: visibleChannel(workspace, team, given).id } }
  if (first === undefined) return refuse('users_list_not_supplied')
  if (users.length > 8) return refuse('too_many_users')
  if (users.length > 1) return refuse('method_not_supported_for_channel_type')
  const person = visibleUser(workspace, team, first)
  if (person.deleted === true) return refuse('user_disabled')
  if (person.bot === true) return refuse('cannot_dm_bot')
  const before = workspace.channels.size
  const channel = directMessage(workspace, team, person)
  const open = workspace.channels.size === before ? { no_op: true, already_open: true } : {}
  return { ...open, channel: isOn(args, 'return_im') ? channelFields(channel, team) : { id: channel.id } }
}

/** Newest first; of the replies only those that were sent to the channel too. */
export function conversationsHistory(call: Call): Fields {
  const channel = channelArg(call)
  if (!channel.members.has(call.team.botUserId)) return refuse('not_in_channel')
  const all = messagesIn(call.workspace, channel).filter(
    one => one.threadTs === undefined || one.broadcast === true,
  )
  const { page, hasMore, more } = pageOf(within(call, all).toReversed(), call, 100)
  return { messages: shown(call, page), has_more: hasMore, pin_count: 0, ...more }
}

/** The parent first on every page, then replies from the oldest. */
export function conversationsReplies(call: Call): Fields {
  const channel = channelArg(call)
  if (!channel.members.has(call.team.botUserId)) return refuse('not_in_channel')
  const named = messageAt(call.workspace, channel.id, textOf(call.args, 'ts'))
  if (named === undefined) return refuse('thread_not_found')
  const parent = named.threadTs === undefined ? named : messageAt(call.workspace, channel.id, named.threadTs)
  const replies = within(call, repliesOf(call.workspace, channel, named.threadTs ?? named.ts))
  const { page, hasMore, more } = pageOf(replies, call, 1000)
  return {
    messages: shown(call, parent === undefined ? page : [parent, ...page]),
    has_more: hasMore,
    ...more,
  }
}

export function conversationsList(call: Call): Fields {
  const { page, more } = pageOf(channelsArg(call), call, 100)
  return { channels: page.map(channel => channelFields(channel, call.team)), ...more }
}

export function usersConversations(call: Call): Fields {
  const user = textOf(call.args, 'user') ?? call.team.botUserId
  const theirs = channelsArg(call).filter(channel => channel.members.has(user))
  const { page, more } = pageOf(theirs, call, 100)
  return { channels: page.map(channel => channelFields(channel, call.team)), ...more }
}

function channelsArg(call: Call): Channel[] {
  const { workspace, team, args } = call
  const types = wordsOf(args, 'types')
  const kinds = (types.length === 0 ? ['public_channel'] : types)
    .filter(type => type !== 'mpim')
    .map(type => kindByType[type] ?? refuse('invalid_types'))
  for (const kind of kinds) needScopeFor(call, kind)
  return [...workspace.channels.values()].filter(
    channel =>
      kinds.includes(channel.kind) &&
      (channel.team === team.id || channel.sharedWith.includes(team.id)) &&
      (channel.kind === 'public' || channel.members.has(team.botUserId)) &&
      !(channel.archived && isOn(args, 'exclude_archived')),
  )
}

function within({ args }: Call, messages: Message[]): Message[] {
  const oldest = tsArg(args, 'oldest') ?? '0'
  const latest = tsArg(args, 'latest')
  const inclusive = isOn(args, 'inclusive')
  return messages.filter(
    ({ ts }) =>
      (compareTs(ts, oldest) > 0 || (inclusive && compareTs(ts, oldest) === 0)) &&
      (latest === undefined || compareTs(ts, latest) < 0 || (inclusive && compareTs(ts, latest) === 0)),
  )
}

function tsArg(args: Fields, key: 'oldest' | 'latest'): string | undefined {
  const given = args[key]
  if (given === undefined || given === '') return undefined
  return numberOf(args, key) === undefined ? refuse(`invalid_ts_${key}`) : String(given)
}

function compareTs(a: string, b: string): number {
  return micros(a) - micros(b)
}

function micros(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

function shown({ workspace, args }: Call, messages: Message[]): Fields[] {
  return messages.map(message => messageFields(workspace, message, isOn(args, 'include_all_metadata')))
}
