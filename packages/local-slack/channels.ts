import { type Fields, known } from './fields.ts'
import { refuse } from './refusal.ts'
import type { Channel, Team, User, Workspace } from './workspace.ts'

/**
 * Looks up a channel for this workspace's bot, from which other teams' channels and private ones without it
 * are hidden.
 */
export function visibleChannel(workspace: Workspace, team: Team, idOrName: string | undefined): Channel {
  const name = idOrName?.replace(/^#/, '')
  const channel =
    workspace.channels.get(idOrName ?? '') ??
    [...workspace.channels.values()].find(one => one.team === team.id && one.name !== '' && one.name === name)
  if (channel === undefined) return refuse('channel_not_found')
  if (channel.team !== team.id && !channel.sharedWith.includes(team.id)) return refuse('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(team.botUserId)) return refuse('channel_not_found')
  return channel
}

/** The direct message between the app and a person, created when there is none. */
export function directMessage(workspace: Workspace, team: Team, person: User): Channel {
  for (const channel of workspace.channels.values())
    if (channel.kind === 'im' && channel.person === person.id && channel.members.has(team.botUserId))
      return channel
  const channel: Channel = {
    id: workspace.nextId('D'),
    team: team.id,
    name: '',
    kind: 'im',
    created: Math.floor(workspace.now() / 1000),
    archived: false,
    members: new Set([person.id, team.botUserId]),
    sharedWith: [],
    person: person.id,
  }
  workspace.channels.set(channel.id, channel)
  workspace.messages.set(channel.id, [])
  workspace.changed({ kind: 'channel', channel })
  return channel
}

/** A person of this workspace or of a channel that it shares; `user_not_found` otherwise. */
export function visibleUser(workspace: Workspace, team: Team, id: string | undefined): User {
  const user = workspace.users.get(id ?? '')
  if (user === undefined) return refuse('user_not_found')
  if (user.team === team.id) return user
  for (const channel of workspace.channels.values())
    if (channel.members.has(user.id) && (channel.team === team.id || channel.sharedWith.includes(team.id)))
      return user
  return refuse('user_not_found')
}

/** The channel as the Web API shows it to the team's bot. */
export function channelFields(channel: Channel, team: Team): Fields {
  const isMember = channel.members.has(team.botUserId)
  if (channel.kind === 'im')
    return known({
      id: channel.id,
      created: channel.created,
      is_archived: channel.archived,
      is_im: true,
      is_org_shared: false,
      context_team_id: team.id,
      updated: channel.created * 1000,
      user: channel.person,
      is_user_deleted: false,
    })
  const shared = channel.sharedWith.length > 0
  const empty = { value: '', creator: '', last_set: 0 }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: isMember,
    created: channel.created,
    updated: channel.created * 1000,
    unlinked: 0,
    creator: '',
    context_team_id: team.id,
    shared_team_ids: [channel.team, ...channel.sharedWith],
    pending_shared: [],
    pending_connected_team_ids: [],
    parent_conversation: null,
    previous_names: [],
    topic: empty,
    purpose: empty,
  }
}

/** The person as `users.info` shows them to the team's bot; the locale only on request. */
export function userFields(user: User, team: Team, includeLocale: boolean): Fields {
  return known({
    id: user.id,
    team_id: user.team,
    name: user.name,
    deleted: user.deleted ?? false,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: zoneOffsetSeconds(user.tz),
    profile: { real_name: user.realName, display_name: user.realName, team: user.team },
    is_admin: user.owner ?? false,
    is_owner: user.owner ?? false,
    is_primary_owner: user.owner ?? false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.bot ?? false,
    is_app_user: false,
    is_stranger: user.team === team.id ? undefined : true,
    updated: 0,
    locale: includeLocale ? user.locale : undefined,
  })
}

function zoneOffsetSeconds(zone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(0)
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}
