import type { Channel, Team, User, Workspace } from './workspace.ts'

/** The value of an id; throws an error with `kind` and `id` if there is none. */
export function lookUp<T>(map: Map<string, T>, id: string, kind: string): T {
  const value = map.get(id)
  if (value === undefined) throw new Error(`No ${kind} ${id} in the local Slack`)
  return value
}

/** The person, the channel and the channel's workspace of an action; throws for an unknown id. */
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
