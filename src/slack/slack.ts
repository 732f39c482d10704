import type { HomeView, KnownBlock, ModalView } from '@slack/web-api'
import type { Instant } from '../time/beijing.ts'

/** Blocks, and the same as plain text for notifications. */
export type MessageBody = { text: string; blocks: KnownBlock[] }

/** A message on its way: where to, in which thread, and its identity for finding it again. */
export type Outgoing = MessageBody & {
  channel: string
  key?: string
  thread?: string | undefined
  /** Shown in the channel as well as in the thread. */
  broadcast?: boolean
}

/**
 * What became of a message. `refused`: Slack said no, for certain; `busy`: not taken, try after `waitMs`;
 * `unknown`: it may or may not have been posted.
 */
export type Sent =
  | { kind: 'sent'; ts: string }
  | { kind: 'refused'; error: string }
  | { kind: 'busy'; waitMs: number; error: string }
  | { kind: 'unknown'; error: string }

/** Whether a message with a key stands in Slack. `cannot`: no look-up is possible; `later`: not just now. */
export type Found =
  | { kind: 'found'; ts: string }
  | { kind: 'absent' }
  | { kind: 'cannot' | 'later'; error: string }

/** A message that Slack is to post by itself at `postAt`, in whole seconds; top level, plain text. */
export type Scheduling = { channel: string; text: string; postAt: Instant }

/** Messages that Slack holds, or why it does not say. */
export type Listed =
  | { kind: 'listed'; messages: { id: string; postAt: Instant; text: string }[] }
  | Exclude<Sent, { kind: 'sent' }>

/** `scopes`: what the token is allowed; `undefined` when Slack did not say. */
export type Identity = { team: string; user: string; scopes: string[] | undefined }

/**
 * `name`: what Slack shows of them, empty when it does not say. `team`: the workspace that the account belongs to.
 * `gone`: deactivated. `admin`: of the workspace, or its owner.
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

/** A message that one person alone sees. */
export type Ephemeral = MessageBody & { channel: string; user: string; thread?: string | undefined }

/** What the app needs to know of a channel. `hidden`: it does not exist or the app is not in that private channel. */
export type Room = { kind: 'joined' } | { kind: 'joinable' } | { kind: 'hidden' } | { kind: 'archived' }

/** The way to one workspace's Slack: what the product says there and asks of it. Nothing here retries. */
export type Slack = {
  post(message: Outgoing): Promise<Sent>
  update(message: Outgoing & { ts: string }): Promise<Sent>
  /** Shows something to one person in a channel; throws when Slack does not. */
  postEphemeral(message: Ephemeral): Promise<void>
  find(where: { channel: string; thread?: string | undefined; key: string; since: Instant }): Promise<Found>
  /** `ts` of what is sent is the id to delete it by. Slack may hold it twice after an answer was lost. */
  schedule(message: Scheduling): Promise<Sent>
  unschedule(scheduled: { channel: string; id: string }): Promise<Sent>
  /** What Slack holds for a channel to be posted at that moment. */
  scheduledAt(where: { channel: string; postAt: Instant }): Promise<Listed>
  /** The workspace that the token is for, the app's own user there, and what it is allowed. */
  identity(): Promise<Identity>
  /** Opens a form, once for each trigger; throws when Slack does not. */
  openView(trigger: string, view: ModalView): Promise<void>
  /** Shows a person this Home; throws when Slack does not take it. */
  publishHome(user: string, view: HomeView): Promise<void>
  person(user: string): Promise<Person>
  /** Whether a person is in do-not-disturb at that time. */
  isAway(user: string, at: Instant): Promise<boolean>
  room(channel: string): Promise<Room>
  join(channel: string): Promise<void>
  /** Asked again when the list that is known is not `enough`. */
  members(channel: string, enough?: (known: Set<string>) => boolean): Promise<Set<string>>
  channelsOf(user: string): Promise<string[]>
  owner(): Promise<string | undefined>
}
