import { actOn } from './block-actions.ts'
import { directMessage } from './channels.ts'
import { sendCommand } from './commands.ts'
import type { Deliver } from './deliver-type.ts'
import type { DeliveryContext } from './delivery.ts'
import { announce, sendEvent } from './events.ts'
import { lookUp } from './lookup.ts'
import { runShortcut } from './shortcuts.ts'
import { close, fill, submit } from './submission.ts'
import { homeOf, topView, viewFields } from './views.ts'
import type { Team, User, View } from './workspace.ts'
import { createWorkspaceActions } from './workspace-actions.ts'
import { writeMessage } from './writing.ts'

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
