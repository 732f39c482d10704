import type { HomeView, KnownBlock, ModalView } from '@slack/web-api'
import type { Instant } from '../time/beijing.ts'

/** Blocks, and the same as plain text for notifications. */
export type MessageBody = { text: string; blocks: KnownBlock[] }

/** A message to post. `key`: the idempotency key by which it is found again. */
export type Outgoing = MessageBody & {
  channel: string
  key?: string
  thread?: string | undefined
  /** Shown in the channel as well as in the thread. */
  broadcast?: boolean
}

/**
 * The outcome of a call. `refused`: definitely not done; `busy`: not done, retry after `waitMs`;
 * `unknown`: it may or may not have been done.
 */
export type Sent =
  | { kind: 'sent'; ts: string }
  | { kind: 'refused'; error: string }
  | { kind: 'busy'; waitMs: number; error: string }
  | { kind: 'unknown'; error: string }

/**
 * The result of looking for a message by its key. `cannot`: no look-up is possible; `later`: not at the
 * moment.
 */
export type Found =
  | { kind: 'found'; ts: string }
  | { kind: 'absent' }
  | { kind: 'cannot' | 'later'; error: string }

/** A message for Slack to post at `postAt`, in whole seconds; top level, plain text. */
export type Scheduling = { channel: string; text: string; postAt: Instant }

/** The messages scheduled at Slack, or the reason why they are not known. */
export type Listed =
  | { kind: 'listed'; messages: { id: string; postAt: Instant; text: string }[] }
  | Exclude<Sent, { kind: 'sent' }>

/** `scopes`: those of the token; `undefined` if Slack's answer did not contain them. */
export type Identity = { team: string; user: string; scopes: string[] | undefined }

/**
 * `name`: the display name, empty when Slack gives none. `team`: the workspace that the account belongs to.
 * `outsider`: from another workspace. `gone`: deactivated. `admin`: admin or owner of the workspace.
 */
export type Person = {
  name: string
  locale: string
  team: string
  outsider: boolean
  gone: boolean
  bot: boolean
  admin: boolean
}

/** A message that only `user` sees. */
export type Ephemeral = MessageBody & { channel: string; user: string; thread?: string | undefined }

/** The app's standing in a channel. `hidden`: no such channel, or a private one without the app. */
export type Room = { kind: 'joined' } | { kind: 'joinable' } | { kind: 'hidden' } | { kind: 'archived' }

/** The calls to one workspace's Slack that the product makes. None of them retries. */
export type Slack = {
  post(message: Outgoing): Promise<Sent>
  update(message: Outgoing & { ts: string }): Promise<Sent>
  /** Throws when Slack does not show the message. */
  postEphemeral(message: Ephemeral): Promise<void>
  find(where: { channel: string; thread?: string | undefined; key: string; since: Instant }): Promise<Found>
  /** `ts` of the outcome is the id to delete the message by. After a lost answer Slack may hold it twice. */
  schedule(message: Scheduling): Promise<Sent>
  unschedule(scheduled: { channel: string; id: string }): Promise<Sent>
  /** The messages scheduled for a channel at that moment. */
  scheduledAt(where: { channel: string; postAt: Instant }): Promise<Listed>
  /** The token's workspace, the app's own user there, and its scopes. */
  identity(): Promise<Identity>
  /** Opens a form, once per trigger; throws when Slack does not. */
  openView(trigger: string, view: ModalView): Promise<void>
  /** Throws when Slack does not take the Home. */
  publishHome(user: string, view: HomeView): Promise<void>
  person(user: string): Promise<Person>
  /** True if the person is in do-not-disturb at that time. */
  isAway(user: string, at: Instant): Promise<boolean>
  room(channel: string): Promise<Room>
  join(channel: string): Promise<void>
  /** Asks again when the cached list is not `enough`. */
  members(channel: string, enough?: (known: Set<string>) => boolean): Promise<Set<string>>
  channelsOf(user: string): Promise<string[]>
  owner(): Promise<string | undefined>
}
