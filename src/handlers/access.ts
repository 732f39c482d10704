import type { Complaint } from '../complaints/complaint.ts'
import { Refused } from '../complaints/refused.ts'
import type { Ref } from '../complaints/store.ts'
import { failureOf } from '../slack/failure.ts'
import { isLost, isMember as isMemberAt } from '../slack/membership.ts'
import type { Room, Slack } from '../slack/slack.ts'
import type { AppContext, Request } from './context.ts'
import { refuse } from './parsing/arguments.ts'

/** Asked about in place of a channel if there is none, so that the request takes as long as any other. */
const unknownChannel = 'C00000000'

/**
 * Finds a complaint for a member of its channel; whoever types a command there is one. Everyone else gets
 * the same answer as for an id that does not exist, after the same question to Slack, so that neither the
 * words nor the time they take reveal that there is a complaint.
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

/** Loads a complaint that the person may see, as it is stored. */
export async function loadAccessible(
  ctx: AppContext,
  request: Request,
  id: string,
  find = findAccessible,
): Promise<Complaint> {
  const complaint = await ctx.store.load(await find(ctx, request, id))
  if (!complaint) throw refuse({ code: 'not-found', id })
  return complaint
}

/** The membership that decides about access. For an unknown complaint nobody is a member. */
export const membershipToCheck = (
  ref: Ref | undefined,
  { channel, user }: Pick<Request, 'channel' | 'user'>,
) => (ref ? { channel: ref.channel, user } : { channel: channel || unknownChannel, user: '' })

/** Like `findAccessible`, for a move: the complaint's owner may also move it out of a lost channel. */
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

/** True if the person is in the channel; throws `Refused` where Slack does not answer. */
export const isMember = (ctx: AppContext, team: string, channel: string, user: string): Promise<boolean> =>
  isMemberAt(ctx.slackOf(team), { channel, user }).catch(refuseUnchecked(ctx, channel))

const roomAt = (ctx: AppContext, slack: Slack, channel: string): Promise<Room> =>
  slack.room(channel).catch(refuseUnchecked(ctx, channel))

const refuseUnchecked =
  ({ log }: AppContext, channel: string) =>
  (err: unknown): never => {
    log.warn({ channel, err }, 'cannot ask Slack about a channel')
    throw refuse({ code: 'cannot-check' })
  }

/** Makes sure that a complaint can be moved to a channel: the person is in it, and the app is or joins. */
export async function requireDestination(
  ctx: AppContext,
  { team, user }: Request,
  channel: string,
  field: string,
) {
  const slack = ctx.slackOf(team)
  const [room, isIn] = await Promise.all([roomAt(ctx, slack, channel), isMember(ctx, team, channel, user)])
  // The same words for an unknown channel and for one that the person may not see.
  if (room.kind === 'hidden' || !isIn) throw refuse({ code: 'no-way-in', field })
  await joinRoom(ctx, slack, channel, room, '')
}

type Place = Pick<Request, 'channel' | 'channelName'>

/** True for a channel that can hold complaints; false for direct messages and other ids. */
export const isChannel = ({ channel, channelName }: Place): boolean =>
  /^[CG][A-Z0-9]+$/.test(channel) && channelName !== 'directmessage' && !channelName.startsWith('mpdm-')

export function requireChannel(place: Place) {
  if (!isChannel(place)) throw refuse({ code: 'direct-message' })
}

/** Makes sure that the app is in the channel: it joins a public one and asks to be invited to others. */
export async function ensureJoined(ctx: AppContext, slack: Slack, channel: string, typed: string) {
  await joinRoom(ctx, slack, channel, await roomAt(ctx, slack, channel), typed)
}

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
 * Like `ensureJoined`, for a complaint that is recorded in any case. False if Slack does not answer: a
 * refusal then shows when the card is posted.
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
 * Refuses people of other workspaces: in a shared channel they see the card and may change nothing.
 * `userTeam`: the person's workspace as signed by Slack; where it is unknown and Slack does not answer, the
 * request is refused.
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
