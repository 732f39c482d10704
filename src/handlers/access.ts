import { Refused } from '../complaints/refused.ts'
import type { Ref } from '../complaints/store.ts'
import { failureOf } from '../slack/failure.ts'
import { isLost, isMember as isMemberAt, membersOf } from '../slack/membership.ts'
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
  const enough = (known: Set<string>) => ref !== undefined && known.has(user)
  const members = await membersOf(desk.slackOf(team), asked, enough)
  if (ref && members.has(user)) return ref
  throw no({ code: 'not-found', id })
}

/** Where a complaint is, for a person who may take it to another channel; its owner may also out of one that is lost. */
export async function reachToMove(desk: Desk, request: Request, id: string): Promise<Ref> {
  const { team, user } = request
  try {
    return await reach(desk, request, id)
  } catch (refused) {
    const ref = await desk.store.find(team, id)
    const complaint = ref && (await desk.store.load(ref))
    if (complaint?.owner === user && (await isLost(desk.slackOf(team), complaint.channel))) return complaint
    throw refused
  }
}

/** Whether a person is in a channel; no when Slack does not say. */
export const isMember = (desk: Desk, team: string, channel: string, user: string): Promise<boolean> =>
  isMemberAt(desk.slackOf(team), { channel, user })

/** Sees to it that a complaint can go to a channel: the person is in it, and the app is or joins it. */
export async function enterWith(desk: Desk, { team, user }: Request, channel: string, field: string) {
  const room = await desk
    .slackOf(team)
    .room(channel)
    .catch(() => {
      throw no({ code: 'cannot-check' })
    })
  // The same words whether there is no such channel or it is not theirs to see.
  if (room.kind === 'hidden' || !(await isMember(desk, team, channel, user)))
    throw no({ code: 'no-way-in', field })
  await enter(desk, team, channel, '')
}

type Place = Pick<Request, 'channel' | 'channelName'>

/** Direct messages are no shop's channel, and nothing is kept of what is none at all. */
export const isChannel = ({ channel, channelName }: Place): boolean =>
  /^[CG][A-Z0-9]+$/.test(channel) && channelName !== 'directmessage' && !channelName.startsWith('mpdm-')

export function requireChannel(place: Place) {
  if (!isChannel(place)) throw no({ code: 'direct-message' })
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
      const isCertain = failureOf(error).kind === 'refused'
      throw no(isCertain ? { code: 'not-invited', typed } : { code: 'cannot-check' })
    })
}

/**
 * The same for what is recorded first, in a channel where the person is known to be. False: Slack cannot be asked just now, and
 * says what it has to say when the card is posted.
 */
export async function enterOrLater(
  desk: Desk,
  team: string,
  channel: string,
  typed: string,
): Promise<boolean> {
  try {
    await enter(desk, team, channel, typed)
    return true
  } catch (error) {
    if (error instanceof Refused && error.reason.code === 'cannot-check') return false
    throw error
  }
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
