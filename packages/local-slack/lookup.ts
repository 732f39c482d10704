import type { Channel, Team, User, Workspace } from './workspace.ts'

/** The value under an id; throws an error that names the kind and the id when there is none. */
export function lookUp<T>(map: Map<string, T>, id: string, kind: string): T {
  const value = map.get(id)
  if (value === undefined) throw new Error(`No ${kind} ${id} in the local Slack`)
  return value
}

/** A person, a channel and the channel's workspace by their ids; throws for an unknown id. */
export function placeOf(
  workspace: Workspace,
  did: { user: string; channel: string },
): { user: User; channel: Channel; team: Team } {
  const channel = lookUp(workspace.channels, did.channel, 'channel')
  return {
    user: lookUp(workspace.users, did.user, 'user'),
    channel,
    team: lookUp(workspace.teams, channel.team, 'team'),
  }
}
