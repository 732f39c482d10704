import type { Ref } from '../complaints/store.ts'
import { no } from './arguments.ts'
import type { Desk, Request } from './desk.ts'

/**
 * Where a complaint is, for a person who may see it: someone in its channel, or a member of it from elsewhere.
 * Everyone else, and whoever cannot be checked, gets the same answer as for an id that does not exist.
 */
export async function reach(desk: Desk, { team, channel, user }: Request, id: string): Promise<Ref> {
  const ref = await desk.store.find(team, id)
  if (ref && (ref.channel === channel || (await isMember(desk, team, ref.channel, user)))) return ref
  throw no({ code: 'not-found', id })
}

export async function isMember(desk: Desk, team: string, channel: string, user: string): Promise<boolean> {
  try {
    return (await desk.slackOf(team).members(channel)).has(user)
  } catch {
    return false
  }
}

/** Direct messages are no shop's channel. */
export function requireChannel({ channel, channelName }: Request) {
  if (channel.startsWith('D') || channelName === 'directmessage' || channelName.startsWith('mpdm-'))
    throw no({ code: 'direct-message' })
}

/** Sees to it that the app is in the channel: joins a public one; of a private one the person is asked to invite it. */
export async function enter(desk: Desk, team: string, channel: string, typed: string) {
  const slack = desk.slackOf(team)
  const room = await slack.room(channel).catch(error => {
    desk.log.warn({ channel, err: error }, 'cannot ask Slack about a channel')
    throw no({ code: 'cannot-check' })
  })
  if (room.kind === 'archived') throw no({ code: 'archived' })
  if (room.kind === 'hidden') throw no({ code: 'not-invited', typed })
  if (room.kind === 'joinable')
    await slack.join(channel).catch(error => {
      desk.log.warn({ channel, err: error }, 'cannot join a channel')
      throw no({ code: 'not-invited', typed })
    })
}

/** People of other workspaces, in a channel shared with them, see the card as everyone does and change nothing. */
export async function requireInsider(desk: Desk, { team, user }: Request, userTeam: string | undefined) {
  if (userTeam !== undefined && userTeam !== team) throw no({ code: 'outsider' })
  const known = await desk
    .slackOf(team)
    .person(user)
    .catch(() => undefined)
  if (known && (known.outsider || known.gone || (known.team && known.team !== team)))
    throw no({ code: 'outsider' })
}
