import { rekeyChannel } from './channel-id.ts'
import { announce, type EventDelivery } from './events.ts'
import { quietFields } from './quiet.ts'
import type { Post } from './sending.ts'
import type { Channel, Team, User, Workspace } from './workspace.ts'

/** What happens to channels and to the installation; the app hears of what it subscribes to. */
export type Happenings = {
  /** Lets somebody into a channel, or takes them out; the app is told as Slack does. */
  join: (did: { user: string; channel: string; inviter?: string }) => Promise<EventDelivery[]>
  leave: (did: { user: string; channel: string }) => Promise<EventDelivery[]>
  archive: (did: { user: string; channel: string; undo?: boolean }) => Promise<EventDelivery[]>
  rename: (did: { user: string; channel: string; name: string }) => Promise<EventDelivery[]>
  /** Deletes a channel for good, with its messages. */
  deleteChannel: (did: { user: string; channel: string }) => Promise<EventDelivery[]>
  /** Gives a channel a new id, as Slack does to a private one that is shared with another organization. */
  changeId: (did: { channel: string; to?: string }) => Promise<EventDelivery[]>
  /** Lets a person have no notifications from `from` (now, unless given) until `until`, both in ms; a time that is over ends it. */
  doNotDisturb: (did: { user: string; from?: number; until: number }) => Promise<EventDelivery[]>
  /** Revokes the bot token, or takes the app away with it. */
  revoke: (did: { team: string; uninstall?: boolean }) => Promise<EventDelivery[]>
}

/** Does it in the workspace, then tells the app. */
export function createHappenings(post: Post): Happenings {
  const { workspace } = post
  const at = (did: { user: string; channel: string }) => placeOf(workspace, did)
  function tellOfJoining(channel: Channel, user: string, inviter?: string): Promise<EventDelivery[]> {
    const team = found(workspace.teams, channel.team, 'team')
    const event = {
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: team.id,
      ...(inviter !== undefined && { inviter }),
    }
    return announce(post, team, event.type, event, channel)
  }
  // The app hears of itself too when it joins by `conversations.join`.
  workspace.subscribe(change => {
    if (change.kind === 'joined') void tellOfJoining(change.channel, change.user)
  })
  return {
    join: async did => {
      const { user, channel } = at(did)
      channel.members.add(user.id)
      workspace.changed({ kind: 'channel', channel })
      return tellOfJoining(channel, user.id, did.inviter)
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
      const event = { type, channel: channel.id, actor_id: user.id }
      const events = await announce(post, team, type, event, channel)
      workspace.channels.delete(channel.id)
      workspace.messages.delete(channel.id)
      workspace.changed({ kind: 'channel', channel })
      return events
    },
    changeId: async did => {
      const channel = found(workspace.channels, did.channel, 'channel')
      const team = found(workspace.teams, channel.team, 'team')
      const ids = { old_channel_id: channel.id, new_channel_id: did.to ?? workspace.nextId('C') }
      rekeyChannel(workspace, channel, ids.new_channel_id)
      return announce(post, team, 'channel_id_changed', { type: 'channel_id_changed', ...ids }, channel)
    },
    doNotDisturb: async did => {
      const user = found(workspace.users, did.user, 'user')
      workspace.quiet.set(user.id, { from: did.from ?? workspace.now(), until: did.until })
      workspace.changed({ kind: 'quiet', user: user.id })
      const team = found(workspace.teams, user.team, 'team')
      const dnd_status = quietFields(workspace, user.id)
      const event = { type: 'dnd_updated_user', user: user.id, dnd_status }
      return announce(post, team, 'dnd_updated_user', event)
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
