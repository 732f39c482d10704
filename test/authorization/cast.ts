import { seeded } from 'local-slack/seed.ts'
import type { Faults } from 'local-slack/server.ts'
import type { Channel, User } from 'local-slack/workspace.ts'
import { openStage } from '../stage/stage.ts'
import { createForger } from './forger.ts'

/** A person for each relation to a complaint's channel. */
export const roles = {
  owner: 'U0OWNER',
  member: 'U0MEMBER',
  'backup person': 'U0BACKUP',
  'guest in the channel': 'U0GUEST',
  'former member': 'U0FORMER',
  'not in the channel': 'U0STRANGER',
  'guest elsewhere': 'U0STRAYGUEST',
  'from outside, in the channel': 'U0PARTNER',
  'from outside, elsewhere': seeded.outsider,
  deactivated: 'U0GONE',
  'the app itself': seeded.bot,
} as const
export type Role = keyof typeof roles

/** The kinds of channel that a complaint can be in. */
export const kinds = {
  public: { type: 'public', archived: false, app: true, shared: false },
  private: { type: 'private', archived: false, app: true, shared: false },
  shared: { type: 'private', archived: false, app: true, shared: true },
  archived: { type: 'public', archived: true, app: true, shared: false },
  'public, left by the app': { type: 'public', archived: false, app: false, shared: false },
  'private, left by the app': { type: 'private', archived: false, app: false, shared: false },
} as const
export type Kind = keyof typeof kinds

/** The channel of the complaints; one with everyone of the workspace; and one of another workspace. */
export const rooms = { home: 'C0HOME', lobby: 'C0LOBBY', abroad: seeded.elsewhere }

/**
 * A stage with all of these people, at 12:00 of 2026-11-20, where the former member left the channel six
 * minutes ago.
 */
export async function openCast(kind: Kind, faults?: Faults) {
  const stage = await openStage({ at: '2026-11-20 11:54', ...(faults && { faults }) })
  const { users, channels, messages } = stage.slack.workspace
  const [lin, outsider, shopA] = [
    users.get(seeded.lin),
    users.get(seeded.outsider),
    channels.get(seeded.shopA),
  ]
  if (!lin || !outsider || !shopA) throw new Error('the seed has changed')

  const enrol = (id: string, like: User, more: Partial<User> = {}) =>
    users.set(id, { ...like, id, name: id.toLowerCase(), realName: id, owner: false, ...more })
  for (const [role, id] of Object.entries(roles))
    if (!users.has(id)) enrol(id, role === 'from outside, in the channel' ? outsider : lin)
  enrol(roles.deactivated, lin, { deleted: true })

  const open = (id: string, members: string[], more: Partial<Channel> = {}) => {
    channels.set(id, { ...shopA, id, name: id.toLowerCase(), members: new Set(members), ...more })
    messages.set(id, [])
  }
  const { type, archived, app, shared } = kinds[kind]
  const partner = roles['from outside, in the channel']
  open(
    rooms.home,
    [
      ...['owner', 'member', 'backup person', 'guest in the channel', 'former member', 'deactivated'].map(
        idOf,
      ),
      ...(shared ? [partner] : []),
      ...(app ? [seeded.bot] : []),
    ],
    { kind: type, archived, sharedWith: shared ? [seeded.otherTeam] : [] },
  )
  open(rooms.lobby, [...Object.values(roles).filter(id => id !== partner && id !== seeded.outsider)])

  const forger = createForger(stage)
  // The app caches the channel's members just before one of them leaves.
  await stage.timePasses(forger.type({ user: roles.owner, channel: rooms.lobby }, 'list mine'))
  channels.get(rooms.home)?.members.delete(roles['former member'])
  await stage.goTo('2026-11-20 12:00')
  return { stage, forger }
}

function idOf(role: string): string {
  const id = Object.entries(roles).find(([name]) => name === role)?.[1]
  if (!id) throw new Error(`no such role: ${role}`)
  return id
}
