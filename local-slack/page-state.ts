import { seenBy } from './deliver.ts'
import { messageFields } from './messages.ts'
import { topView } from './views.ts'
import type { Channel, Ephemeral, Message, User, View, Workspace } from './workspace.ts'

/** All that one person sees, as the page paints it. Undefined for somebody who is not there. */
export function pageState(workspace: Workspace, userId: string) {
  const me = workspace.users.get(userId)
  if (me === undefined || me.bot) return undefined
  const view = topView(workspace, me.id)
  return {
    me: me.id,
    people: peopleOf(workspace, me.team),
    users: Object.fromEntries([...workspace.users.values()].map(user => [user.id, nameOf(user)])),
    team: workspace.teams.get(me.team)?.name,
    channels: [...workspace.channels.values()]
      .filter(channel => channel.members.has(me.id))
      .map(channel => ({
        ...pick(channel),
        messages: seenBy(workspace, me.id, channel.id).map(message => shown(workspace, message)),
      })),
    rooms: Object.fromEntries([...workspace.channels.values()].map(({ id, name }) => [id, name])),
    view: view && viewShown(view),
  }
}

const nameOf = ({ realName, name, bot = false, locale }: User) => ({ name: realName || name, bot, locale })

/** The people whom the page can speak for: those of the person's workspace. */
const peopleOf = (workspace: Workspace, team: string) =>
  [...workspace.users.values()].filter(user => user.team === team && !user.bot).map(user => user.id)

const pick = ({ id, name, kind, archived, members }: Channel) => ({
  id,
  name,
  kind,
  archived,
  members: members.size,
})

const viewShown = ({ id, hash, fields, values }: View) => ({ id, hash, fields, values })

function shown(workspace: Workspace, message: Message | Ephemeral) {
  const { ts, user, text, blocks, threadTs, broadcast, edited, tombstone } = message
  const fields = 'to' in message ? {} : messageFields(workspace, message)
  return {
    ts,
    user,
    text,
    blocks,
    threadTs,
    broadcast,
    edited: edited !== undefined,
    tombstone,
    private: 'to' in message,
    replies: 'reply_count' in fields ? fields.reply_count : 0,
  }
}
