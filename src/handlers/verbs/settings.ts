import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Content } from '../../messages/content.ts'
import { settingsReply } from '../../messages/settings-reply.ts'
import { isMember, requireChannel } from '../access.ts'
import { type Arguments, choiceAt, no, noMoreWords, peopleAt } from '../arguments.ts'
import type { Desk, Request } from '../desk.ts'
import { unfitness } from '../fitness.ts'
import { quietAt } from '../quiet-text.ts'

const mostBackups = 10

/** Shows or changes what this channel has set. */
export async function settings(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  requireChannel(request)
  noMoreWords(args)
  const { team, channel } = request
  const lang = choiceAt(args, 'lang', ['zh', 'en'])
  const backup = peopleAt(args, 'backup')
  const quiet = quietAt(args, 'quiet')
  const changes: Partial<ChannelSettings> = {
    ...(lang && { lang }),
    ...(backup && { backup: await canBackUp(desk, request, backup) }),
    ...(quiet !== undefined && { quiet }),
  }
  if (Object.keys(changes).length === 0)
    return settingsReply(await desk.channels.settings(team, channel), request.lang)
  const now = await desk.channels.change({ team, channel }, changes, desk.now())
  desk.nudge()
  return settingsReply(now, request.lang)
}

/** The same people, if each can be told in the channel: one of its members, of this workspace, and no bot. */
async function canBackUp(desk: Desk, { team, channel }: Request, users: string[]): Promise<string[]> {
  if (users.length > mostBackups) throw no({ code: 'too-many', field: 'backup', most: mostBackups })
  const slack = desk.slackOf(team)
  await slack.members(channel).catch(() => {
    throw no({ code: 'cannot-check' })
  })
  const found = await Promise.all(
    users.map(async user => {
      const person = await slack.person(user).catch(() => {
        throw no({ code: 'cannot-check' })
      })
      const isIn = await isMember(desk, team, channel, user)
      return { name: person.name, why: unfitness(person, { team, isIn }) }
    }),
  )
  for (const why of ['bot', 'outsider', 'elsewhere'] as const) {
    const wrong = found.flatMap(each => (each.why === why ? each.name : []))
    if (wrong.length > 0) throw no({ code: 'bad-backup', field: 'backup', names: wrong, why })
  }
  return users
}
