import { type Fields, fieldsOf, known, listOf, textOf } from './fields.ts'
import { initialValues } from './input-values.ts'
import { withIds } from './messages.ts'
import { refuse } from './refusal.ts'
import type { Team, Trigger, View, Workspace } from './workspace.ts'

/** The most modals on top of one another. */
export const maxStack = 3

/** Opens a modal for the trigger's person: on top of `on`, or in place of all open ones. */
export function openView(
  workspace: Workspace,
  team: Team,
  trigger: Pick<Trigger, 'user' | 'channel'>,
  fields: Fields,
  on?: View,
): View {
  const stack = on === undefined ? [] : stackOf(workspace, trigger.user)
  if (stack.length >= maxStack) return refuse('push_limit_reached')
  refuseKnownExternalId(workspace, team.id, fields, on === undefined ? stackOf(workspace, trigger.user) : [])
  if (on === undefined) closeAll(workspace, trigger.user)
  const view = newView(
    workspace,
    team,
    { user: trigger.user, channel: trigger.channel ?? on?.channel },
    fields,
  )
  view.rootId = on?.rootId ?? view.id
  if (on !== undefined) view.previousId = on.id
  workspace.stacks.set(trigger.user, [...stack, view.id])
  workspace.changed({ kind: 'view', view })
  return view
}

/** Replaces a view's content; input survives where block and action ids stay. Error: `hash_conflict`. */
export function updateView(workspace: Workspace, view: View, fields: Fields, hash?: string): View {
  if (hash !== undefined && hash !== view.hash) return refuse('hash_conflict')
  refuseKnownExternalId(workspace, view.team, fields, [view.id])
  const blocks = withIds(workspace, listOf(fields, 'blocks'))
  const fresh = initialValues(blocks, view.channel)
  for (const [blockId, inputs] of Object.entries(fresh))
    for (const [actionId, state] of Object.entries(inputs)) {
      const typed = view.values[blockId]?.[actionId]
      if (typed !== undefined && typed.type === state.type) inputs[actionId] = typed
    }
  view.fields = { ...fields, blocks }
  view.externalId = textOf(fields, 'external_id')
  view.values = fresh
  view.hash = newHash(workspace)
  workspace.changed({ kind: 'view', view })
  return view
}

export function publishHome(
  workspace: Workspace,
  team: Team,
  user: string,
  fields: Fields,
  hash?: string,
): View {
  const current = homeOf(workspace, team, user)
  if (current !== undefined) return updateView(workspace, current, fields, hash)
  refuseKnownExternalId(workspace, team.id, fields)
  const view = newView(workspace, team, { user }, fields)
  view.type = 'home'
  workspace.homes.set(`${team.id}/${user}`, view.id)
  workspace.changed({ kind: 'view', view })
  return view
}

export function homeOf(workspace: Workspace, team: Pick<Team, 'id'>, user: string): View | undefined {
  return workspace.views.get(workspace.homes.get(`${team.id}/${user}`) ?? '')
}

/** The person's topmost modal. */
export function topView(workspace: Workspace, user: string): View | undefined {
  return workspace.views.get(stackOf(workspace, user).at(-1) ?? '')
}

/** Closes one modal and shows the one below it. */
export function closeView(workspace: Workspace, view: View): void {
  view.open = false
  workspace.stacks.set(
    view.user,
    stackOf(workspace, view.user).filter(id => id !== view.id),
  )
  workspace.changed({ kind: 'view', view })
}

export function closeAll(workspace: Workspace, user: string): void {
  for (const id of stackOf(workspace, user).toReversed()) {
    const view = workspace.views.get(id)
    if (view !== undefined) closeView(workspace, view)
  }
}

/** The open or published view with this id or external_id in the team; `not_found` otherwise. */
export function viewOf(workspace: Workspace, team: Team, id: string | undefined, externalId?: string): View {
  for (const view of workspace.views.values())
    if (
      view.team === team.id &&
      view.open &&
      (view.id === id || (externalId !== undefined && view.externalId === externalId))
    )
      return view
  return refuse('not_found')
}

/** The view as the Web API and the interaction payloads show it. */
export function viewFields(workspace: Workspace, view: View): Fields {
  const { fields } = view
  const shared = {
    id: view.id,
    team_id: view.team,
    type: view.type,
    blocks: fields.blocks,
    private_metadata: fields.private_metadata ?? '',
    callback_id: fields.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    clear_on_close: fields.clear_on_close ?? false,
    notify_on_close: fields.notify_on_close ?? false,
    close: fields.close ?? null,
    submit: fields.submit ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: workspace.appId,
    external_id: view.externalId ?? '',
    app_installed_team_id: view.team,
    bot_id: workspace.teams.get(view.team)?.botId,
  }
  return known({
    ...shared,
    title: fieldsOf(fields, 'title') ?? { type: 'plain_text', text: 'View Title', emoji: true },
  })
}

function stackOf(workspace: Workspace, user: string): string[] {
  return workspace.stacks.get(user) ?? []
}

/** Refuses an external_id that another open view of the team has; those in `ids` do not count. */
function refuseKnownExternalId(workspace: Workspace, team: string, fields: Fields, ids: string[] = []): void {
  const externalId = textOf(fields, 'external_id')
  if (externalId === undefined) return
  for (const view of workspace.views.values())
    if (view.team === team && !ids.includes(view.id) && view.externalId === externalId && view.open)
      refuse('duplicate_external_id')
}

function newView(
  workspace: Workspace,
  team: Team,
  where: Pick<View, 'user' | 'channel'>,
  fields: Fields,
): View {
  const blocks = withIds(workspace, listOf(fields, 'blocks'))
  const id = workspace.nextId('V')
  const view: View = {
    ...where,
    id,
    team: team.id,
    type: 'modal',
    fields: { ...fields, blocks },
    hash: newHash(workspace),
    values: initialValues(blocks, where.channel),
    externalId: textOf(fields, 'external_id'),
    rootId: id,
    open: true,
  }
  workspace.views.set(id, view)
  return view
}

function newHash(workspace: Workspace): string {
  return `${Math.floor(workspace.now() / 1000)}.${workspace.nextId('h')}`
}
