import { Refused } from '../complaints/refused.ts'
import type { Ref } from '../complaints/store.ts'
import { failureOf } from '../slack/failure.ts'
import { isLost, isMember as isMemberAt } from '../slack/membership.ts'
import type { Room, Slack } from '../slack/slack.ts'
import type { AppContext, Request } from './context.ts'
import { refuse } from './parsing/arguments.ts'

/** A channel to ask about where there is none. */
const nowhere = 'C00000000'

/**
 * Finds a complaint for a person who may see it: a member of its channel, as whoever types a command there is. Everyone else
 * gets the same answer as for an id that does not exist, and both take as long: Slack is asked just the same, and where it does
 * not answer both are told that.
 */
export async function findAccessible(
  ctx: AppContext,
  { team, channel, isTypedHere, user }: Request,
  id: string,
): Promise<Ref> {
  const ref = await ctx.store.find(team, id)
  if (ref && isTypedHere && ref.channel === channel) return ref
  const place = membershipToCheck(ref, { channel, user })
  if ((await isMember(ctx, team, place.channel, place.user)) && ref) return ref
  throw refuse({ code: 'not-found', id })
}

/** The membership that decides who sees a complaint; nobody is a member where there is no complaint. */
export const membershipToCheck = (
  ref: Ref | undefined,
  { channel, user }: Pick<Request, 'channel' | 'user'>,
) => (ref ? { channel: ref.channel, user } : { channel: channel || nowhere, user: '' })

/** Where a complaint is, for a person who may take it to another channel; its owner may also out of one that is lost. */
export async function findMovable(ctx: AppContext, request: Request, id: string): Promise<Ref> {
  const { team, user } = request
  try {
    return await findAccessible(ctx, request, id)
  } catch (refused) {
    const ref = await ctx.store.find(team, id)
    const complaint = ref && (await ctx.store.load(ref))
    if (complaint?.owner === user && (await isLost(ctx.slackOf(team), complaint.channel))) return complaint
    throw refused
  }
}

/** Membership of a person in a channel; refused where Slack does not say. */
export const isMember = (ctx: AppContext, team: string, channel: string, user: string): Promise<boolean> =>
  isMemberAt(ctx.slackOf(team), { channel, user }).catch(error => {
    ctx.log.warn({ channel, err: error }, 'cannot ask Slack about a channel')
    throw refuse({ code: 'cannot-check' })
  })

/** Makes sure that a complaint can go to a channel: the person is in it, and the app is or joins it. */
export async function requireDestination(
  ctx: AppContext,
  { team, user }: Request,
  channel: string,
  field: string,
) {
  const slack = ctx.slackOf(team)
  const [room, isIn] = await Promise.all([roomAt(ctx, slack, channel), isMember(ctx, team, channel, user)])
  // The same words whether there is no such channel or it is not theirs to see.
  if (room.kind === 'hidden' || !isIn) throw refuse({ code: 'no-way-in', field })
  await joinRoom(ctx, slack, channel, room, '')
}

type Place = Pick<Request, 'channel' | 'channelName'>

/** Direct messages are no shop's channel, and nothing is kept of what is none at all. */
export const isChannel = ({ channel, channelName }: Place): boolean =>
  /^[CG][A-Z0-9]+$/.test(channel) && channelName !== 'directmessage' && !channelName.startsWith('mpdm-')

export function requireChannel(place: Place) {
  if (!isChannel(place)) throw refuse({ code: 'direct-message' })
}

/** Makes sure that the app is in the channel: it joins a public one; of a private one the person is asked to invite it. */
export async function ensureJoined(ctx: AppContext, slack: Slack, channel: string, typed: string) {
  await joinRoom(ctx, slack, channel, await roomAt(ctx, slack, channel), typed)
}

const roomAt = (ctx: AppContext, slack: Slack, channel: string): Promise<Room> =>
  slack.room(channel).catch(error => {
    ctx.log.warn({ channel, err: error }, 'cannot ask Slack about a channel')
    throw refuse({ code: 'cannot-check' })
  })

async function joinRoom(ctx: AppContext, slack: Slack, channel: string, room: Room, typed: string) {
  if (room.kind === 'archived') throw refuse({ code: 'archived' })
  if (room.kind === 'hidden') throw refuse({ code: 'not-invited', typed })
  if (room.kind === 'joinable')
    await slack.join(channel).catch(error => {
      ctx.log.warn({ channel, err: error }, 'cannot join a channel')
      const isCertain = failureOf(error).kind === 'refused'
      throw refuse(isCertain ? { code: 'not-invited', typed } : { code: 'cannot-check' })
    })
}

/**
 * The same for what is recorded first, in a channel where the person is known to be. False: Slack cannot be asked just now, and
 * says what it has to say when the card is posted.
 */
export async function joinOrDefer(
  ctx: AppContext,
  team: string,
  channel: string,
  typed: string,
): Promise<boolean> {
  try {
    await ensureJoined(ctx, ctx.budgetedSlackOf(team), channel, typed)
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
export async function requireTeamMember(
  ctx: Pick<AppContext, 'slackOf' | 'budgetedSlackOf'>,
  { team, user }: Pick<Request, 'team' | 'user'>,
  userTeam: string | undefined,
) {
  if (userTeam !== undefined && userTeam !== team) throw refuse({ code: 'outsider' })
  const slack = userTeam === undefined ? ctx.slackOf(team) : ctx.budgetedSlackOf(team)
  const known = await slack.person(user).catch(() => undefined)
  if (!known && userTeam === undefined) throw refuse({ code: 'cannot-check' })
  if (known && (known.outsider || known.gone || known.bot || (known.team && known.team !== team)))
    throw refuse({ code: 'outsider' })
}
