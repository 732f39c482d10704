import { seenBy } from './messages.ts'
import type { PageHints } from './page-hints.ts'
import type { Reads } from './page-reads.ts'
import { filesShown } from './page-shared-files.ts'
import { homeOf, topView } from './views.ts'
import type { Channel, Ephemeral, Message, Team, User, View, Workspace } from './workspace.ts'

export type PageStateParts = { workspace: Workspace; reads: Reads; hints: PageHints }

/**
 * Everything that the page shows to a person. `place` is the id of the open conversation, or `app` for the
 * app's own page; with any other value the person's first conversation is open. Undefined for an unknown
 * person.
 */
export function pageState(parts: PageStateParts, userId: string, place: string) {
  const { workspace, reads, hints } = parts
  const me = workspace.users.get(userId)
  const team = workspace.teams.get(me?.team ?? '')
  if (me === undefined || me.bot || team === undefined) return undefined
  const mine = [...workspace.channels.values()].filter(channel => channel.members.has(me.id))
  const dm = mine.find(channel => channel.person === me.id && channel.members.has(team.botUserId))
  const rooms = mine.filter(channel => channel.kind !== 'im')
  const view = topView(workspace, me.id)
  const home = homeOf(workspace, team, me.id)
  const open = place === 'app' && hasApp(team) ? dm : (rooms.find(one => one.id === place) ?? rooms[0])
  const row = (channel: Channel) => ({
    ...shownChannel(workspace, channel, team),
    unread: reads.unread(me.id, channel.id),
  })
  return {
    me: me.id,
    team: team.name,
    teams: [...workspace.teams.values()].map(one => teamShown(workspace, one)),
    people: peopleOf(workspace, team),
    users: Object.fromEntries([...workspace.users.values()].map(user => [user.id, userShown(user)])),
    rooms: Object.fromEntries(
      roomsFor(workspace, me, team).map(({ id, name, kind }) => [id, { name, kind }]),
    ),
    ...offered(team, hints),
    app: hasApp(team)
      ? {
          ...hints.home,
          user: team.botUserId,
          channel: dm?.id,
          unread: dm ? reads.unread(me.id, dm.id) : 0,
        }
      : undefined,
    channels: rooms.map(row),
    place: place === 'app' && hasApp(team) ? 'app' : open?.id,
    open: open && { ...row(open), messages: messagesShown(workspace, seenBy(workspace, me.id, open.id)) },
    view: view && viewShown(view),
    home: place === 'app' && home ? viewShown(home) : undefined,
  }
}

const hasApp = ({ access }: Team) => access === 'installed'

/** The commands and shortcuts that the composer offers; none if the app is not installed. */
const offered = (team: Team, { commands, shortcuts }: PageHints) =>
  hasApp(team) ? { commands, shortcuts } : { commands: [], shortcuts: [] }

const teamShown = (workspace: Workspace, team: Team) => ({
  id: team.id,
  name: team.name,
  installed: hasApp(team),
  people: peopleOf(workspace, team),
})

const userShown = ({ realName, name, bot = false, locale, tz, team }: User) => ({
  name: realName || name,
  bot,
  locale,
  tz,
  team,
})

const peopleOf = (workspace: Workspace, team: Team) =>
  [...workspace.users.values()].filter(user => user.team === team.id && !user.bot).map(user => user.id)

/** The conversations that a person is in, and the public ones of their workspace. */
const roomsFor = (workspace: Workspace, me: User, team: Team) =>
  [...workspace.channels.values()].filter(
    ({ members, kind, team: of }) => members.has(me.id) || (kind === 'public' && of === team.id),
  )

const shownChannel = (workspace: Workspace, channel: Channel, team: Team) => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  archived: channel.archived,
  members: channel.members.size,
  sharedWith: [channel.team, ...channel.sharedWith]
    .filter(id => id !== team.id)
    .map(id => workspace.teams.get(id)?.name ?? id),
})

const viewShown = ({ id, hash, fields, values }: View) => ({ id, hash, fields, values })

function messagesShown(workspace: Workspace, messages: (Message | Ephemeral)[]) {
  const threads = new Map<string, { replies: number; latest: string }>()
  for (const { threadTs, ts, ...message } of messages) {
    if (threadTs === undefined || threadTs === ts || 'to' in message) continue
    threads.set(threadTs, { replies: (threads.get(threadTs)?.replies ?? 0) + 1, latest: ts })
  }
  return messages.map(message => ({ ...shown(workspace, message), ...threads.get(message.ts) }))
}

function shown(workspace: Workspace, message: Message | Ephemeral) {
  const { ts, user, text, blocks, attachments, files, threadTs, broadcast, tombstone, reactions } = message
  return {
    ts,
    user,
    text,
    blocks,
    attachments,
    files: filesShown(workspace, files),
    threadTs,
    broadcast,
    edited: message.edited !== undefined,
    tombstone,
    private: 'to' in message,
    replies: 0,
    reactions: reactions && [...reactions].map(([name, users]) => ({ name, users: [...users] })),
  }
}
