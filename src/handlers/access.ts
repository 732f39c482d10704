import type { Ref } from '../complaints/store.ts'
import { no } from './arguments.ts'
import type { Desk, Request } from './desk.ts'

/** A channel to ask about where there is none. */
const nowhere = 'C00000000'

/**
 * Where a complaint is, for a person who may see it: a member of its channel, as whoever types a command there is.
 * Everyone else, and whoever cannot be checked, gets the same answer as for an id that does not exist. It takes as long, too:
 * Slack is asked just the same.
 */
export async function reach(
  desk: Desk,
  { team, channel, typedHere, user }: Request,
  id: string,
): Promise<Ref> {
  const ref = await desk.store.find(team, id)
  if (ref && typedHere && ref.channel === channel) return ref
  const asked = ref?.channel ?? (channel || nowhere)
  const members = await membersOf(desk, team, asked, known => ref !== undefined && known.has(user))
  if (ref && members.has(user)) return ref
  throw no({ code: 'not-found', id })
}

/** Whether a person is in a channel; no when Slack does not say. Whoever has only just come in is not in an older list. */
export const isMember = async (desk: Desk, team: string, channel: string, user: string): Promise<boolean> =>
  (await membersOf(desk, team, channel, known => known.has(user))).has(user)

/** Who is in a channel, nobody when Slack does not say; a list that is remembered serves if it is `enough`. */
const membersOf = (
  desk: Desk,
  team: string,
  channel: string,
  enough: (known: Set<string>) => boolean,
): Promise<Set<string>> =>
  desk
    .slackOf(team)
    .members(channel, enough)
    .catch(() => new Set())

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

/**
 * People of other workspaces, in a channel shared with them, see the card as everyone does and change nothing.
 * `userTeam`: the person's workspace as signed by Slack; without it and without an answer of Slack nothing is done.
 */
export async function requireInsider(
  desk: Pick<Desk, 'slackOf'>,
  { team, user }: Pick<Request, 'team' | 'user'>,
  userTeam: string | undefined,
) {
  if (userTeam !== undefined && userTeam !== team) throw no({ code: 'outsider' })
  const known = await desk
    .slackOf(team)
    .person(user)
    .catch(() => undefined)
  if (!known && userTeam === undefined) throw no({ code: 'cannot-check' })
  if (known && (known.outsider || known.gone || known.bot || (known.team && known.team !== team)))
    throw no({ code: 'outsider' })
}
