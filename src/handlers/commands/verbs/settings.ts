import type { ChannelSettings } from '../../../complaints/channel-settings.ts'
import type { Content } from '../../../messages/content.ts'
import { settingsReply } from '../../../messages/replies/settings-reply.ts'
import { ineligibility } from '../../../slack/eligibility.ts'
import { isUnknownUser } from '../../../slack/failure.ts'
import { ensureJoined, requireChannel } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { type Arguments, choiceAt, noMoreWords, peopleAt, refuse } from '../../parsing/arguments.ts'
import { readQuietHours } from '../../parsing/quiet-text.ts'

const maxBackups = 10

/** Shows or changes this channel's settings. */
export async function settings(
  ctx: AppContext,
  request: Request,
  args: Arguments,
  typed: string,
): Promise<Content> {
  requireChannel(request)
  noMoreWords(args)
  const { team, channel, via } = request
  const before = await ctx.channels.settings(team, channel)
  const lang = choiceAt(args, 'lang', ['zh', 'en'])
  const backup = peopleAt(args, 'backup')
  const quiet = readQuietHours(args, 'quiet')
  // A copy of the delivery is not checked again: people may have left since.
  if (before.deliveries?.includes(via)) return settingsReply(before, request.lang)
  const changes: Partial<ChannelSettings> = {
    ...(lang && { lang }),
    ...(backup && { backup: await requireBackups(ctx, request, backup, typed) }),
    ...(quiet !== undefined && { quiet }),
  }
  if (Object.keys(changes).length === 0) return settingsReply(before, request.lang)
  const now = await ctx.channels.change({ team, channel }, changes, ctx.now(), via)
  ctx.nudge()
  return settingsReply(now, request.lang)
}

/** Returns `users` if each can be mentioned in the channel: a member of it, of this workspace, and no bot. */
async function requireBackups(
  ctx: AppContext,
  { team, channel }: Request,
  users: string[],
  typed: string,
): Promise<string[]> {
  if (users.length === 0) return users
  if (users.length > maxBackups) throw refuse({ code: 'too-many', field: 'backup', max: maxBackups })
  const slack = ctx.slackOf(team)
  await ensureJoined(ctx, slack, channel, typed)
  const unchecked = () => refuse({ code: 'backup-unchecked', field: 'backup' })
  const members = await slack
    .members(channel, known => users.every(user => known.has(user)))
    .catch(() => {
      throw unchecked()
    })
  const found = await Promise.all(
    users.map(async user => {
      const person = await slack.person(user).catch(error => {
        if (!isUnknownUser(error)) throw unchecked()
      })
      if (!person) return { name: user, why: 'unknown' }
      return { name: person.name || user, why: ineligibility(person, { team, isIn: members.has(user) }) }
    }),
  )
  for (const why of ['unknown', 'bot', 'outsider', 'elsewhere'] as const) {
    const wrong = found.flatMap(each => (each.why === why ? each.name : []))
    if (wrong.length > 0) throw refuse({ code: 'bad-backup', field: 'backup', names: wrong, why })
  }
  return users
}
