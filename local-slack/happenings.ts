import { announce, type EventDelivery } from './events.ts'
import type { Post } from './sending.ts'
import type { Channel, Team, User, Workspace } from './workspace.ts'

/** What happens to channels and to the installation; the app hears of what it subscribes to. */
export type Happenings = {
  /** Lets somebody into a channel, or takes them out; the app is told as Slack does. */
  join: (did: { user: string; channel: string; inviter?: string }) => Promise<EventDelivery[]>
  leave: (did: { user: string; channel: string }) => Promise<EventDelivery[]>
  archive: (did: { user: string; channel: string; undo?: boolean }) => Promise<EventDelivery[]>
  rename: (did: { user: string; channel: string; name: string }) => Promise<EventDelivery[]>
  /** Takes a channel away with all that stands in it. */
  deleteChannel: (did: { user: string; channel: string }) => Promise<EventDelivery[]>
  /** Gives a channel another id, as when it becomes shared; messages keep their ts. */
  changeId: (did: { channel: string; to: string }) => Promise<EventDelivery[]>
  /** Revokes the bot token, or takes the app away with it. */
  revoke: (did: { team: string; uninstall?: boolean }) => Promise<EventDelivery[]>
}

/** Does it in the workspace, then tells the app. */
export function createHappenings(post: Post): Happenings {
  const { workspace } = post
  const at = (did: { user: string; channel: string }) => placeOf(workspace, did)
  return {
    join: async did => {
      const { user, channel, team } = at(did)
      channel.members.add(user.id)
      workspace.changed({ kind: 'channel', channel })
      const member = {
        user: user.id,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: team.id,
      }
      const inviter = did.inviter === undefined ? {} : { inviter: did.inviter }
      return announce(
        post,
        team,
        'member_joined_channel',
        { type: 'member_joined_channel', ...member, ...inviter },
        channel,
      )
    },
    leave: async did => {
      const { user, channel, team } = at(did)
      channel.members.delete(user.id)
      workspace.changed({ kind: 'channel', channel })
      const type = channel.kind === 'private' ? 'group_left' : 'channel_left'
      if (user.id === team.botUserId)
        return announce(post, team, type, { type, channel: channel.id, actor_id: team.ownerId })
      const member = {
        user: user.id,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: team.id,
      }
      return announce(post, team, 'member_left_channel', { type: 'member_left_channel', ...member }, channel)
    },
    archive: async did => {
      const { user, channel, team } = at(did)
      channel.archived = did.undo !== true
      workspace.changed({ kind: 'channel', channel })
      const type = `${channel.kind === 'private' ? 'group' : 'channel'}_${channel.archived ? 'archive' : 'unarchive'}`
      return announce(post, team, type, { type, channel: channel.id, user: user.id, is_moved: 0 }, channel)
    },
    rename: async did => {
      const { channel, team } = at(did)
      channel.name = did.name
      workspace.changed({ kind: 'channel', channel })
      const type = channel.kind === 'private' ? 'group_rename' : 'channel_rename'
      const renamed = { id: channel.id, name: did.name, name_normalized: did.name, created: channel.created }
      return announce(post, team, type, { type, channel: renamed }, channel)
    },
    deleteChannel: async did => {
      const { channel, team, user } = at(did)
      const type = channel.kind === 'private' ? 'group_deleted' : 'channel_deleted'
      const events = await announce(
        post,
        team,
        type,
        { type, channel: channel.id, actor_id: user.id },
        channel,
      )
      workspace.channels.delete(channel.id)
      workspace.messages.delete(channel.id)
      workspace.changed({ kind: 'channel', channel })
      return events
    },
    changeId: async ({ channel: from, to }) => {
      const channel = found(workspace.channels, from, 'channel')
      const team = found(workspace.teams, channel.team, 'team')
      workspace.channels.delete(from)
      channel.id = to
      workspace.channels.set(to, channel)
      const messages = workspace.messages.get(from) ?? []
      for (const message of messages) message.channel = to
      workspace.messages.delete(from)
      workspace.messages.set(to, messages)
      for (const scheduled of workspace.scheduled.values())
        if (scheduled.channel === from) scheduled.channel = to
      workspace.changed({ kind: 'channel', channel })
      const type = 'channel_id_changed'
      return announce(post, team, type, { type, old_channel_id: from, new_channel_id: to }, channel)
    },
    revoke: async did => {
      const team = found(workspace.teams, did.team, 'team')
      const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: [team.botUserId] } }
      const events = await announce(post, team, 'tokens_revoked', revoked)
      if (did.uninstall === true)
        events.push(...(await announce(post, team, 'app_uninstalled', { type: 'app_uninstalled' })))
      team.access = did.uninstall === true ? 'uninstalled' : 'revoked'
      workspace.changed({ kind: 'team', team })
      return events
    },
  }
}

/** A person, a channel and the channel's workspace by their ids; throws for an id that is not there. */
export function placeOf(
  workspace: Workspace,
  did: { user: string; channel: string },
): { user: User; channel: Channel; team: Team } {
  const channel = found(workspace.channels, did.channel, 'channel')
  return {
    user: found(workspace.users, did.user, 'user'),
    channel,
    team: found(workspace.teams, channel.team, 'team'),
  }
}

/** What stands under an id; throws, naming what was looked for, when nothing does. */
export function found<T>(map: Map<string, T>, id: string, what: string): T {
  const one = map.get(id)
  if (one === undefined) throw new Error(`No ${what} ${id} in the local Slack`)
  return one
}
