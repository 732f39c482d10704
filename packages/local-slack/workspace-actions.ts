import { rekeyChannel } from './channel-id.ts'
import type { DeliveryContext } from './delivery.ts'
import { dndFields } from './do-not-disturb.ts'
import { announce, type EventDelivery } from './events.ts'
import type { Fields } from './fields.ts'
import { lookUp, placeOf } from './lookup.ts'
import type { Channel, Team } from './workspace.ts'

type Did<Action extends keyof WorkspaceActions> = Parameters<WorkspaceActions[Action]>[0]

/** Changes to channels, people and the installation; the app gets the events that it subscribes to. */
export type WorkspaceActions = {
  join: (did: { user: string; channel: string; inviter?: string }) => Promise<EventDelivery[]>
  leave: (did: { user: string; channel: string }) => Promise<EventDelivery[]>
  archive: (did: { user: string; channel: string; undo?: boolean }) => Promise<EventDelivery[]>
  rename: (did: { user: string; channel: string; name: string }) => Promise<EventDelivery[]>
  /** Deletes a channel for good, with its messages. */
  deleteChannel: (did: { user: string; channel: string }) => Promise<EventDelivery[]>
  /** Gives a channel a new id, as Slack does to a private one that is shared with another organization. */
  changeId: (did: { channel: string; to?: string }) => Promise<EventDelivery[]>
  /**
   * Pauses a person's notifications from `from` (now, unless given) until `until`, in ms; a past `until` ends
   * it.
   */
  doNotDisturb: (did: { user: string; from?: number; until: number }) => Promise<EventDelivery[]>
  /** Revokes the bot token; with `uninstall` the app is removed from the workspace. */
  revoke: (did: { team: string; uninstall?: boolean }) => Promise<EventDelivery[]>
}

export function createWorkspaceActions(ctx: DeliveryContext): WorkspaceActions {
  // The app gets this event for itself too when it joins by `conversations.join`.
  ctx.workspace.subscribe(change => {
    if (change.kind === 'joined') void announceJoin(ctx, change.channel, change.user)
  })
  return {
    join: did => join(ctx, did),
    leave: did => leave(ctx, did),
    archive: did => archive(ctx, did),
    rename: did => rename(ctx, did),
    deleteChannel: did => deleteChannel(ctx, did),
    changeId: did => changeId(ctx, did),
    doNotDisturb: did => doNotDisturb(ctx, did),
    revoke: did => revoke(ctx, did),
  }
}

async function join(ctx: DeliveryContext, did: Did<'join'>) {
  const { user, channel } = placeOf(ctx.workspace, did)
  channel.members.add(user.id)
  ctx.workspace.changed({ kind: 'channel', channel })
  return announceJoin(ctx, channel, user.id, did.inviter)
}

function announceJoin(ctx: DeliveryContext, channel: Channel, user: string, inviter?: string) {
  const team = lookUp(ctx.workspace.teams, channel.team, 'team')
  const fields = { ...memberFields(channel, user, team), ...(inviter !== undefined && { inviter }) }
  return announce(ctx, team, { type: 'member_joined_channel', ...fields }, channel)
}

async function leave(ctx: DeliveryContext, did: Did<'leave'>) {
  const { user, channel, team } = placeOf(ctx.workspace, did)
  channel.members.delete(user.id)
  ctx.workspace.changed({ kind: 'channel', channel })
  if (user.id !== team.botUserId)
    return announce(
      ctx,
      team,
      { type: 'member_left_channel', ...memberFields(channel, user.id, team) },
      channel,
    )
  const type = `${familyOf(channel)}_left`
  // Without the channel: the app is no member of it any more, and still gets this event.
  return announce(ctx, team, { type, channel: channel.id, actor_id: team.ownerId })
}

async function archive(ctx: DeliveryContext, did: Did<'archive'>) {
  const { user, channel, team } = placeOf(ctx.workspace, did)
  channel.archived = did.undo !== true
  ctx.workspace.changed({ kind: 'channel', channel })
  const type = `${familyOf(channel)}_${channel.archived ? 'archive' : 'unarchive'}`
  return announce(ctx, team, { type, channel: channel.id, user: user.id, is_moved: 0 }, channel)
}

async function rename(ctx: DeliveryContext, did: Did<'rename'>) {
  const { channel, team } = placeOf(ctx.workspace, did)
  channel.name = did.name
  ctx.workspace.changed({ kind: 'channel', channel })
  const renamed = { id: channel.id, name: did.name, name_normalized: did.name, created: channel.created }
  return announce(ctx, team, { type: `${familyOf(channel)}_rename`, channel: renamed }, channel)
}

async function deleteChannel(ctx: DeliveryContext, did: Did<'deleteChannel'>) {
  const { workspace } = ctx
  const { channel, team, user } = placeOf(workspace, did)
  const event = { type: `${familyOf(channel)}_deleted`, channel: channel.id, actor_id: user.id }
  const events = await announce(ctx, team, event, channel)
  workspace.channels.delete(channel.id)
  workspace.messages.delete(channel.id)
  workspace.changed({ kind: 'channel', channel })
  return events
}

async function changeId(ctx: DeliveryContext, did: Did<'changeId'>) {
  const { workspace } = ctx
  const channel = lookUp(workspace.channels, did.channel, 'channel')
  const team = lookUp(workspace.teams, channel.team, 'team')
  const ids = { old_channel_id: channel.id, new_channel_id: did.to ?? workspace.nextId('C') }
  rekeyChannel(workspace, channel, ids.new_channel_id)
  return announce(ctx, team, { type: 'channel_id_changed', ...ids }, channel)
}

async function doNotDisturb(ctx: DeliveryContext, did: Did<'doNotDisturb'>) {
  const { workspace } = ctx
  const user = lookUp(workspace.users, did.user, 'user')
  workspace.doNotDisturb.set(user.id, { from: did.from ?? workspace.now(), until: did.until })
  workspace.changed({ kind: 'dnd', user: user.id })
  const team = lookUp(workspace.teams, user.team, 'team')
  const dnd_status = dndFields(workspace, user.id)
  return announce(ctx, team, { type: 'dnd_updated_user', user: user.id, dnd_status })
}

async function revoke(ctx: DeliveryContext, did: Did<'revoke'>) {
  const team = lookUp(ctx.workspace.teams, did.team, 'team')
  const tokens = { oauth: [], bot: [team.botUserId] }
  const events = await announce(ctx, team, { type: 'tokens_revoked', tokens })
  if (did.uninstall === true) events.push(...(await announce(ctx, team, { type: 'app_uninstalled' })))
  team.access = did.uninstall === true ? 'uninstalled' : 'revoked'
  ctx.workspace.changed({ kind: 'team', team })
  return events
}

/** The first word of a channel's event types. */
const familyOf = ({ kind }: Channel) => (kind === 'private' ? 'group' : 'channel')

const memberFields = (channel: Channel, user: string, team: Team): Fields => ({
  user,
  channel: channel.id,
  channel_type: channel.kind === 'private' ? 'G' : 'C',
  team: team.id,
})
