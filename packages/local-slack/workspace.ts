import type { Fields } from './fields.ts'

/** A workspace in which the app may be installed. `access` is the state of its bot token. */
export type Team = {
  id: string
  name: string
  domain: string
  ownerId: string
  botUserId: string
  botId: string
  botToken: string
  access: 'installed' | 'revoked' | 'uninstalled'
}

/** A person or a bot. `team` is the home workspace. */
export type User = {
  id: string
  team: string
  name: string
  realName: string
  locale: string
  tz: string
  bot?: boolean
  deleted?: boolean
  owner?: boolean
}

/** A conversation. `sharedWith` names the other workspaces of a Slack Connect channel. */
export type Channel = {
  id: string
  team: string
  name: string
  kind: 'public' | 'private' | 'im'
  created: number
  archived: boolean
  members: Set<string>
  sharedWith: string[]
  /** The person, in a direct message with the app. */
  person?: string
}

export type Metadata = { event_type: string; event_payload: Fields }

export type Message = {
  ts: string
  channel: string
  team: string
  user: string
  byApp: boolean
  text: string
  blocks?: Fields[]
  attachments?: Fields[]
  metadata?: Metadata
  threadTs?: string
  broadcast?: boolean
  edited?: { user: string; ts: string }
  /** Deleted while it had replies, so that its place stays. */
  tombstone?: boolean
  files?: string[]
  reactions?: Map<string, Set<string>>
  pinned?: boolean
}

/** A message that only one person sees; no method can read or change it. */
export type Ephemeral = Message & {
  to: string
  /** The key of the response_url through which it came. */
  via?: string
  /** True when the app has deleted it through a response_url. */
  gone?: boolean
}

/** An open modal or a published Home tab. `fields` is the app's view with ids filled in. */
export type View = {
  id: string
  team: string
  user: string
  type: 'modal' | 'home'
  fields: Fields
  hash: string
  values: Record<string, Record<string, Fields>>
  externalId?: string
  rootId: string
  previousId?: string
  /** The person's conversation when it opened. */
  channel?: string
  open: boolean
}

/** A period without notifications, in ms since the epoch. */
export type DoNotDisturb = { from: number; until: number }

export type StoredFile = {
  id: string
  team: string
  user: string
  name: string
  title: string
  length: number
  content: Buffer | undefined
  created: number
  shared: string[]
  complete: boolean
}

export type ScheduledMessage = {
  id: string
  team: string
  channel: string
  postAt: number
  created: number
  args: Fields
  /** Deleted too late: the answer was ok, and the message is posted anyway. */
  deletedTooLate?: boolean
}

export type Trigger = {
  id: string
  team: string
  user: string
  at: number
  used: boolean
  channel?: string
  view?: string
}

export type ResponseUrl = {
  key: string
  team: string
  user: string
  channel: string
  at: number
  uses: number
  /** The message on which the person acted. */
  message?: Message | Ephemeral
}

export type Change =
  | { kind: 'message' | 'edited' | 'deleted'; message: Message }
  | { kind: 'ephemeral'; ephemeral: Ephemeral }
  | { kind: 'view'; view: View }
  | { kind: 'channel'; channel: Channel }
  /** The app joined a channel through the Web API. */
  | { kind: 'joined'; channel: Channel; user: string }
  | { kind: 'dnd'; user: string }
  | { kind: 'team'; team: Team }
  | { kind: 'file'; file: StoredFile }

/** The whole state of the local Slack, with its clock and its listeners. */
export type Workspace = {
  appId: string
  now: () => number
  teams: Map<string, Team>
  users: Map<string, User>
  /** By person. */
  doNotDisturb: Map<string, DoNotDisturb>
  channels: Map<string, Channel>
  /** By channel, oldest first. */
  messages: Map<string, Message[]>
  ephemerals: Ephemeral[]
  views: Map<string, View>
  /** Open modals by person, the topmost last. */
  stacks: Map<string, string[]>
  /** The published Home tab by person. */
  homes: Map<string, string>
  files: Map<string, StoredFile>
  scheduled: Map<string, ScheduledMessage>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  bookmarks: Fields[]
  /** A new message timestamp from the clock, always later than the one before. */
  nextTs: () => string
  /** A new id with the given first letter. */
  nextId: (letter: string) => string
  changed: (change: Change) => void
  /** Calls back at each change until the returned function is called. */
  subscribe: (listener: (change: Change) => void) => () => void
}

/** An empty local Slack. `now` gives milliseconds since the epoch and is the only clock in it. */
export function createWorkspace(now: () => number, appId = 'A0LOCALAPP'): Workspace {
  const listeners = new Set<(change: Change) => void>()
  let lastMicros = 0
  let ids = 0
  return {
    appId,
    now,
    teams: new Map(),
    users: new Map(),
    doNotDisturb: new Map(),
    channels: new Map(),
    messages: new Map(),
    ephemerals: [],
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    files: new Map(),
    scheduled: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    bookmarks: [],
    nextTs: () => {
      lastMicros = Math.max(Math.floor(now()) * 1000, lastMicros + 1)
      const micros = String(lastMicros)
      return `${micros.slice(0, -6)}.${micros.slice(-6)}`
    },
    nextId: letter => {
      ids += 1
      return `${letter}0L${ids.toString(36).toUpperCase().padStart(8, '0')}`
    },
    changed: change => {
      for (const listener of listeners) listener(change)
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
