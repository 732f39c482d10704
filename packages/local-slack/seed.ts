import type { Channel, Team, User, Workspace } from './workspace.ts'

/** The ids of the seeded workspaces, people and channels. */
export const seeded = {
  team: 'T0SHENSU1',
  otherTeam: 'T0SHENSU2',
  lin: 'U0LIN',
  chen: 'U0CHEN',
  emma: 'U0EMMA',
  bot: 'U0SHENSUBOT',
  otherBot: 'U0SHENSUBOT2',
  outsider: 'U0OUTSIDER',
  shopA: 'C0SHOPA',
  shopB: 'C0SHOPB',
  privateShop: 'C0PRIVATE',
  secret: 'C0SECRET',
  noApp: 'C0NOAPP',
  archived: 'C0ARCHIVED',
  shared: 'C0SHARED',
  elsewhere: 'C0ELSEWHERE',
  dm: 'D0LIN',
  botToken: 'xoxb-local-1',
  otherBotToken: 'xoxb-local-2',
  appToken: 'xapp-local-1',
  signingSecret: 'local-signing-secret',
} as const

const { team, otherTeam, lin, chen, emma, outsider, bot, otherBot } = seeded

const chinese = { team, locale: 'zh-CN', tz: 'Asia/Shanghai' }

const people: User[] = [
  { id: lin, name: 'lin', realName: '林悦', ...chinese, owner: true },
  { id: chen, name: 'chen', realName: '陈默', ...chinese },
  { id: emma, name: 'emma', realName: 'Emma Reid', team, locale: 'en-US', tz: 'Europe/London' },
  {
    id: outsider,
    name: 'sam',
    realName: 'Sam Okoro',
    team: otherTeam,
    locale: 'en-US',
    tz: 'America/New_York',
    owner: true,
  },
  { id: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot', team, locale: 'en-US', tz: 'UTC', bot: true },
]

const teams: Team[] = [
  {
    id: team,
    name: '申诉管家',
    domain: 'shensu-one',
    ownerId: lin,
    botUserId: bot,
    botId: 'B0SHENSU1',
    botToken: seeded.botToken,
    access: 'installed',
  },
  {
    id: otherTeam,
    name: 'Other Shop',
    domain: 'shensu-two',
    ownerId: outsider,
    botUserId: otherBot,
    botId: 'B0SHENSU2',
    botToken: seeded.otherBotToken,
    access: 'installed',
  },
]

/** A public channel of the first workspace, except for `more`. */
const room = (id: string, name: string, members: string[], more: Partial<Channel> = {}) => ({
  id,
  name,
  team,
  kind: 'public' as const,
  archived: false,
  sharedWith: [],
  ...more,
  members: new Set(members),
})

const rooms = () => [
  room(seeded.shopA, 'shop-a', [lin, chen, emma, bot]),
  room(seeded.shopB, 'shop-b', [lin, bot]),
  room(seeded.privateShop, 'shop-private', [lin, chen, bot], { kind: 'private' }),
  room(seeded.secret, 'secret', [lin], { kind: 'private' }),
  room(seeded.noApp, 'lounge', [lin, chen, emma]),
  room(seeded.archived, 'shop-closed', [lin, bot], { archived: true }),
  room(seeded.shared, 'shop-shared', [lin, outsider, bot], { sharedWith: [otherTeam] }),
  room(seeded.elsewhere, 'shop-x', [outsider, otherBot], { team: otherTeam }),
  room(seeded.dm, '', [lin, bot], { kind: 'im', person: lin }),
]

/** Fills an empty local Slack with two workspaces, their people and their channels. */
export function seed(workspace: Workspace, botName: string): void {
  const created = Math.floor(workspace.now() / 1000)
  for (const one of teams) workspace.teams.set(one.id, { ...one })
  for (const person of people) workspace.users.set(person.id, { ...person })
  for (const { id: home, botUserId: id } of teams) {
    const name = { name: botName.toLowerCase(), realName: botName }
    workspace.users.set(id, { id, team: home, ...name, locale: 'en-US', tz: 'UTC', bot: true })
  }
  for (const channel of rooms()) {
    workspace.channels.set(channel.id, { ...channel, created })
    workspace.messages.set(channel.id, [])
  }
}

/** Makes a workspace look as if the app had never been installed there. */
export function takeAppAway(workspace: Workspace, teamId: string): void {
  const team = workspace.teams.get(teamId)
  if (team === undefined) throw new Error(`No team ${teamId} in the local Slack`)
  team.access = 'uninstalled'
  for (const channel of workspace.channels.values()) channel.members.delete(team.botUserId)
}
