import { actOn, type ElementPick, type Surface } from './block-actions.ts'
import { directMessage } from './channels.ts'
import { sendCommand } from './commands.ts'
import type { Delivery, DeliveryContext, Repeat } from './delivery.ts'
import { announce, type EventDelivery, type EventSending, sendEvent } from './events.ts'
import type { Fields } from './fields.ts'
import type { Given } from './input-values.ts'
import { lookUp } from './lookup.ts'
import { runShortcut } from './shortcuts.ts'
import { close, fill, type Submission, submit } from './submission.ts'
import { homeOf, topView, viewFields } from './views.ts'
import type { Message, Team, User, View } from './workspace.ts'
import { createWorkspaceActions, type WorkspaceActions } from './workspace-actions.ts'
import { writeMessage } from './writing.ts'

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
   * Writes a message; `broadcast` sends a reply to the channel too. The app gets the event if it subscribes to
   * it and is in the channel.
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

export function createDeliver(ctx: DeliveryContext): Deliver {
  const { workspace } = ctx
  return {
    command: did => sendCommand(ctx, did),
    press: async did => actOn(ctx, did),
    choose: async did => actOn(ctx, did, did.given),
    submit: async did => {
      const { user, team, view } = openModal(ctx, did)
      fill(view, did.values ?? {})
      return submit(ctx, { user, team }, view, did)
    },
    closeView: async did => {
      const { user, team, view } = openModal(ctx, did)
      return close(ctx, { user, team }, view)
    },
    shortcut: did => runShortcut(ctx, did),
    say: did => writeMessage(ctx, did),
    openHome: did => openHome(ctx, did),
    event: async (event, sending = {}) => {
      const [first] = workspace.teams.keys()
      return sendEvent(ctx, lookUp(workspace.teams, sending.team ?? first ?? '', 'team'), event, sending)
    },
    ...createWorkspaceActions(ctx),
  }
}

function openModal(
  { workspace }: DeliveryContext,
  did: { user: string; viewId?: string },
): { user: User; team: Team; view: View } {
  const user = lookUp(workspace.users, did.user, 'user')
  const view = did.viewId === undefined ? topView(workspace, user.id) : workspace.views.get(did.viewId)
  if (view === undefined || !view.open)
    throw new Error(`${user.name} has no open modal${did.viewId ? ` ${did.viewId}` : ''}`)
  return { user, team: lookUp(workspace.teams, view.team, 'team'), view }
}

async function openHome(ctx: DeliveryContext, did: Parameters<Deliver['openHome']>[0]) {
  const { workspace } = ctx
  const user = lookUp(workspace.users, did.user, 'user')
  const team = lookUp(workspace.teams, user.team, 'team')
  const view = homeOf(workspace, team, user.id)
  const { id: channel } = directMessage(workspace, team, user)
  const tab = did.tab ?? 'home'
  const shown = tab === 'home' && view !== undefined ? { view: viewFields(workspace, view) } : {}
  return announce(ctx, team, { type: 'app_home_opened', user: user.id, channel, tab, ...shown })
}
