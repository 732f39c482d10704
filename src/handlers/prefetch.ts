import { choiceNames } from '../messages/vocabulary.ts'
import { membershipToCheck } from './access.ts'
import { argumentsOf, readVerb } from './commands/verbs.ts'
import type { AppContext, Request } from './context.ts'
import {
  type Arguments,
  type Choice,
  findName,
  peopleAt,
  personAt,
  takeId,
  textAt,
} from './parsing/arguments.ts'
import { type Command, readChannel, readMention } from './parsing/command-text.ts'

type Place = Pick<Request, 'team' | 'user' | 'channel'> & { isTypedHere?: boolean }
/** Look-ups that a command will wait for. */
type LookUps = {
  rooms?: string[]
  people?: string[]
  membersOf?: { channel: string; users: string[] }[]
  channelsOf?: boolean
}

/**
 * Begins the look-ups of a command together, so that they do not wait for one another. The command finds the
 * answers in the cache of the workspace's Slack; failures and unreadable commands are left for it to report.
 */
export function prefetch(ctx: AppContext, place: Place, command: Command): void {
  begin(ctx, place, lookUpsOf(ctx, place, command)).catch(() => {})
}

/** Like `prefetch`, for a press or form about a complaint, or, without `id`, about the pressed channel. */
export function prefetchForComplaint(ctx: AppContext, place: Place, id: string | undefined): void {
  begin(ctx, place, lookUpsToAccess(ctx, place, id)).catch(() => {})
}

async function lookUpsOf(ctx: AppContext, place: Place, command: Command): Promise<LookUps> {
  const { team, user, channel, isTypedHere } = place
  const verb = readVerb(command)
  const args = argumentsOf(command, verb)
  switch (verb) {
    case 'list':
      return { channelsOf: isChoice(args, 'mine') }
    case 'help':
      return {}
    case 'new': {
      const owner = personAt(args, 'owner')
      const others = owner && owner !== user ? [owner] : []
      return { rooms: [channel], ...aboutChannel(others) }
    }
    case 'settings': {
      const backup = peopleAt(args, 'backup') ?? []
      return { rooms: backup.length > 0 ? [channel] : [], ...aboutChannel(backup) }
    }
    // No look-up depends on the complaint itself: its duration would tell strangers that there is one.
    case 'move': {
      const id = takeId(args)
      const to = readChannel(textAt(args, 'channel') ?? args.words.shift()?.text ?? '')
      const { membersOf = [] } = await lookUpsToAccess(ctx, place, id)
      return to ? { rooms: [to], membersOf: [...membersOf, { channel: to, users: [user] }] } : { membersOf }
    }
    case 'assign': {
      const ref = await ctx.store.find(team, takeId(args))
      const owner = readMention(args.words.shift()?.text ?? textAt(args, 'owner') ?? '')
      const asked = membershipToCheck(ref, place)
      const others = owner ? [owner] : []
      return { people: others, membersOf: [{ channel: asked.channel, users: [asked.user, ...others] }] }
    }
    default:
      return lookUpsToAccess(ctx, place, takeId(args))
  }

  function aboutChannel(people: string[]): LookUps {
    const needsMembers = people.length > 0 || !isTypedHere
    return { people, membersOf: needsMembers ? [{ channel, users: [user, ...people] }] : [] }
  }
}

const isChoice = ({ words: [word] }: Arguments, choice: Choice): boolean =>
  word !== undefined && findName(choiceNames, word.text) === choice

async function lookUpsToAccess(ctx: AppContext, place: Place, id: string | undefined): Promise<LookUps> {
  const { team, user, channel, isTypedHere } = place
  if (id === undefined) return channel ? { membersOf: [{ channel, users: [user] }] } : {}
  const ref = await ctx.store.find(team, id)
  if (ref && isTypedHere && ref.channel === channel) return {}
  const asked = membershipToCheck(ref, place)
  return { membersOf: [{ channel: asked.channel, users: [asked.user] }] }
}

async function begin(ctx: AppContext, { team, user }: Place, lookUps: Promise<LookUps>) {
  const { rooms = [], people = [], membersOf = [], channelsOf } = await lookUps
  const slack = ctx.slackOf(team)
  const ignore = () => {}
  for (const channel of new Set(rooms)) slack.room(channel).catch(ignore)
  if (channelsOf) slack.channelsOf(user).catch(ignore)
  for (const person of people) slack.person(person).catch(ignore)
  for (const { channel, users } of membersOf)
    slack.members(channel, known => users.every(each => known.has(each))).catch(ignore)
}
