import { checkView } from '../block-kit/check.ts'
import type { Call } from '../call.ts'
import { visibleUser } from '../channels.ts'
import { jsonArg } from '../content.ts'
import { type Fields, isFields, textOf } from '../fields.ts'
import { refuse } from '../refusal.ts'
import { exchangeTrigger } from '../triggers.ts'
import { openView, publishHome, topView, updateView, viewFields, viewOf } from '../views.ts'

function viewArg({ args }: Call, type: 'modal' | 'home'): Fields {
  const view = jsonArg(args, 'view')
  return isFields(view) ? checkView(view, type) : refuse('invalid_arguments')
}

export function viewsOpen(call: Call): Fields {
  const { workspace, team, args } = call
  const fields = viewArg(call, 'modal')
  const trigger = exchangeTrigger(workspace, team.id, textOf(args, 'trigger_id'))
  return { view: viewFields(workspace, openView(workspace, team, trigger, fields)) }
}

export function viewsPush(call: Call): Fields {
  const { workspace, team, args } = call
  const fields = viewArg(call, 'modal')
  const trigger = exchangeTrigger(workspace, team.id, textOf(args, 'trigger_id'))
  const top = topView(workspace, trigger.user)
  if (top === undefined) return refuse('not_found')
  return { view: viewFields(workspace, openView(workspace, team, trigger, fields, top)) }
}

export function viewsUpdate(call: Call): Fields {
  const { workspace, team, args } = call
  const view = viewOf(workspace, team, textOf(args, 'view_id'), textOf(args, 'external_id'))
  const fields = viewArg(call, view.type)
  return { view: viewFields(workspace, updateView(workspace, view, fields, textOf(args, 'hash'))) }
}

export function viewsPublish(call: Call): Fields {
  const { workspace, team, args, app } = call
  if (!app.homeTab) return refuse('not_enabled')
  const fields = viewArg(call, 'home')
  const { id } = visibleUser(workspace, team, textOf(args, 'user_id'))
  return { view: viewFields(workspace, publishHome(workspace, team, id, fields, textOf(args, 'hash'))) }
}
