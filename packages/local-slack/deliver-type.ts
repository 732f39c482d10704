import type { ElementPick, Surface } from './block-actions.ts'
import type { Delivery, Repeat } from './delivery.ts'
import type { EventDelivery, EventSending } from './events.ts'
import type { Fields } from './fields.ts'
import type { Given } from './input-values.ts'
import type { Submission } from './submission.ts'
import type { Message } from './workspace.ts'
import type { WorkspaceActions } from './workspace-actions.ts'

/**
 * The actions of people in the workspace, each sent to the app as Slack would. Ids are those of the
 * workspace.
 */
export type Deliver = WorkspaceActions & {
  /**
   * Types a slash command. Throws where Slack's client would not send it (unknown command, not a member,
   * archived, another organization).
   */
  command: (
    did: { user: string; channel: string; command: string; text?: string } & Repeat,
  ) => Promise<Delivery>
  /** Presses a button. */
  press: (did: { user: string } & Surface & ElementPick & Repeat) => Promise<Delivery>
  /**
   * Chooses in a select, picker, checkbox group or overflow menu: an option's value, an id, a date, a time.
   */
  choose: (did: { user: string; given: Given } & Surface & ElementPick & Repeat) => Promise<Delivery>
  /** Types into the person's modal (the one on top unless `viewId` names another) and submits it. */
  submit: (
    did: { user: string; viewId?: string; values?: Record<string, Given> } & Repeat,
  ) => Promise<Submission>
  /** Closes the person's modal; undefined unless the view has `notify_on_close`. */
  closeView: (did: { user: string; viewId?: string }) => Promise<Delivery | undefined>
  /** Runs a shortcut, on a message if one is given. */
  shortcut: (did: { user: string; callbackId: string; message?: Message } & Repeat) => Promise<Delivery>
  /**
   * Writes a message; `broadcast` sends a reply to the channel too. The app gets its event if it subscribes
   * and is there.
   */
  say: (did: {
    user: string
    channel: string
    text: string
    threadTs?: string
    broadcast?: boolean
    files?: string[]
  }) => Promise<{ message: Message; events: EventDelivery[] }>
  /** Opens the app's Home tab (or its messages tab, in the direct message). */
  openHome: (did: { user: string; tab?: 'home' | 'messages' }) => Promise<EventDelivery[]>
  /** Sends any event as it is, subscribed or not. */
  event: (event: Fields, sending?: EventSending & { team?: string }) => Promise<EventDelivery>
}
