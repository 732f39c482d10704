import type { ChannelSettings } from '../../../complaints/channel-settings.ts'
import type { Content } from '../../../messages/content.ts'
import { settingsReply } from '../../../messages/replies/settings-reply.ts'
import { unfitness } from '../../../slack/eligibility.ts'
import { isNobody } from '../../../slack/failure.ts'
import { enter, requireChannel } from '../../access.ts'
import type { Desk, Request } from '../../context.ts'
import { type Arguments, choiceAt, no, noMoreWords, peopleAt } from '../../parsing/arguments.ts'
import { quietAt } from '../../parsing/quiet-text.ts'

const mostBackups = 10

/** Shows or changes what this channel has set. */
export async function settings(
  desk: Desk,
  request: Request,
  args: Arguments,
  typed: string,
): Promise<Content> {
  requireChannel(request)
  noMoreWords(args)
  const { team, channel, via } = request
  const before = await desk.channels.settings(team, channel)
  const lang = choiceAt(args, 'lang', ['zh', 'en'])
  const backup = peopleAt(args, 'backup')
  const quiet = quietAt(args, 'quiet')
  // A copy is not checked again: people may have left since.
  if (before.deliveries?.includes(via)) return settingsReply(before, request.lang)
  const changes: Partial<ChannelSettings> = {
    ...(lang && { lang }),
    ...(backup && { backup: await canBackUp(desk, request, backup, typed) }),
    ...(quiet !== undefined && { quiet }),
  }
  if (Object.keys(changes).length === 0) return settingsReply(before, request.lang)
  const now = await desk.channels.change({ team, channel }, changes, desk.now(), via)
  desk.nudge()
  return settingsReply(now, request.lang)
}

/** The same people, if each can be told in the channel: one of its members, of this workspace, and no bot. */
async function canBackUp(
  desk: Desk,
  { team, channel }: Request,
  users: string[],
  typed: string,
): Promise<string[]> {
  if (users.length === 0) return users
  if (users.length > mostBackups) throw no({ code: 'too-many', field: 'backup', most: mostBackups })
  const slack = desk.slackOf(team)
  await enter(desk, slack, channel, typed)
  const unchecked = () => no({ code: 'backup-unchecked', field: 'backup' })
  const members = await slack
    .members(channel, known => users.every(user => known.has(user)))
    .catch(() => {
      throw unchecked()
    })
  const found = await Promise.all(
    users.map(async user => {
      const person = await slack.person(user).catch(error => {
        if (!isNobody(error)) throw unchecked()
      })
      if (!person) return { name: user, why: 'unknown' }
      return { name: person.name || user, why: unfitness(person, { team, isIn: members.has(user) }) }
    }),
  )
  for (const why of ['unknown', 'bot', 'outsider', 'elsewhere'] as const) {
    const wrong = found.flatMap(each => (each.why === why ? each.name : []))
    if (wrong.length > 0) throw no({ code: 'bad-backup', field: 'backup', names: wrong, why })
  }
  return users
}
