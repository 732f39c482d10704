import type { Slack } from '../../src/slack/slack.ts'

/**
 * Everything that the app asks a workspace about, apart from messages: everyone is an ordinary member, and the
 * app is in every channel.
 */
export const quietWorkspace = (team: string): Omit<Slack, MessageMethod> => ({
  identity: async () => ({ team, user: 'U0APP', scopes: ['channels:history', 'groups:history'] }),
  openView: async () => {},
  publishHome: async () => {},
  postEphemeral: async () => {},
  person: async () => ({
    name: 'somebody',
    locale: 'zh-CN',
    team,
    outsider: false,
    gone: false,
    bot: false,
    admin: false,
  }),
  isAway: async () => false,
  room: async () => ({ kind: 'joined' }),
  join: async () => {},
  members: async () => new Set(),
  channelsOf: async () => [],
  owner: async () => 'U0OWNER',
})

type MessageMethod = 'post' | 'update' | 'find' | 'schedule' | 'unschedule' | 'scheduledAt'
