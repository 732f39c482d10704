import type { Channel, User, Workspace } from './workspace.ts'

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

const people: User[] = [
  {
    id: seeded.lin,
    team: seeded.team,
    name: 'lin',
    realName: '林悦',
    locale: 'zh-CN',
    tz: 'Asia/Shanghai',
    owner: true,
  },
  {
    id: seeded.chen,
    team: seeded.team,
    name: 'chen',
    realName: '陈默',
    locale: 'zh-CN',
    tz: 'Asia/Shanghai',
  },
  {
    id: seeded.emma,
    team: seeded.team,
    name: 'emma',
    realName: 'Emma Reid',
    locale: 'en-US',
    tz: 'Europe/London',
  },
  {
    id: seeded.outsider,
    team: seeded.otherTeam,
    name: 'sam',
    realName: 'Sam Okoro',
    locale: 'en-US',
    tz: 'America/New_York',
    owner: true,
  },
  {
    id: 'USLACKBOT',
    team: seeded.team,
    name: 'slackbot',
    realName: 'Slackbot',
    locale: 'en-US',
    tz: 'UTC',
    bot: true,
  },
]

const { team, otherTeam, lin, chen, emma, outsider, bot, otherBot } = seeded

const rooms: Pick<
  Channel,
  'id' | 'team' | 'name' | 'kind' | 'members' | 'person' | 'archived' | 'sharedWith'
>[] = [
  {
    id: seeded.shopA,
    team,
    name: 'shop-a',
    kind: 'public',
    members: new Set([lin, chen, emma, bot]),
    archived: false,
    sharedWith: [],
  },
  {
    id: seeded.shopB,
    team,
    name: 'shop-b',
    kind: 'public',
    members: new Set([lin, bot]),
    archived: false,
    sharedWith: [],
  },
  {
    id: seeded.privateShop,
    team,
    name: 'shop-private',
    kind: 'private',
    members: new Set([lin, chen, bot]),
    archived: false,
    sharedWith: [],
  },
  {
    id: seeded.secret,
    team,
    name: 'secret',
    kind: 'private',
    members: new Set([lin]),
    archived: false,
    sharedWith: [],
  },
  {
    id: seeded.noApp,
    team,
    name: 'lounge',
    kind: 'public',
    members: new Set([lin, chen, emma]),
    archived: false,
    sharedWith: [],
  },
  {
    id: seeded.archived,
    team,
    name: 'shop-closed',
    kind: 'public',
    members: new Set([lin, bot]),
    archived: true,
    sharedWith: [],
  },
  {
    id: seeded.shared,
    team,
    name: 'shop-shared',
    kind: 'public',
    members: new Set([lin, outsider, bot]),
    archived: false,
    sharedWith: [otherTeam],
  },
  {
    id: seeded.elsewhere,
    team: otherTeam,
    name: 'shop-x',
    kind: 'public',
    members: new Set([outsider, otherBot]),
    archived: false,
    sharedWith: [],
  },
  {
    id: seeded.dm,
    team,
    name: '',
    kind: 'im',
    members: new Set([lin, bot]),
    person: lin,
    archived: false,
    sharedWith: [],
  },
]

/** Fills an empty local Slack with two workspaces, their people and their channels. */
export function seed(workspace: Workspace, botName: string): void {
  const app = { access: 'installed' } as const
  workspace.teams.set(team, {
    ...app,
    id: team,
    name: '申诉管家',
    domain: 'shensu-one',
    ownerId: lin,
    botUserId: bot,
    botId: 'B0SHENSU1',
    botToken: seeded.botToken,
  })
  workspace.teams.set(otherTeam, {
    ...app,
    id: otherTeam,
    name: 'Other Shop',
    domain: 'shensu-two',
    ownerId: outsider,
    botUserId: otherBot,
    botId: 'B0SHENSU2',
    botToken: seeded.otherBotToken,
  })
  for (const person of people) workspace.users.set(person.id, { ...person })
  for (const one of workspace.teams.values()) {
    const self = { id: one.botUserId, team: one.id, name: botName.toLowerCase(), realName: botName }
    workspace.users.set(self.id, { ...self, locale: 'en-US', tz: 'UTC', bot: true })
  }
  for (const room of rooms) {
    const created = Math.floor(workspace.now() / 1000)
    workspace.channels.set(room.id, {
      ...room,
      members: new Set(room.members),
      sharedWith: [...room.sharedWith],
      created,
    })
    workspace.messages.set(room.id, [])
  }
}

/** Makes a workspace look as if the app had never been installed there. */
export function takeAppAway(workspace: Workspace, teamId: string): void {
  const team = workspace.teams.get(teamId)
  if (team === undefined) throw new Error(`No team ${teamId} in the local Slack`)
  team.access = 'uninstalled'
  for (const channel of workspace.channels.values()) channel.members.delete(team.botUserId)
}
