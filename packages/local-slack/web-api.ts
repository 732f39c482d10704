import { type Call, needScope } from './call.ts'
import { type Fields, textOf } from './fields.ts'
import type { Args } from './http-body.ts'
import type { AppManifest } from './manifest.ts'
import { methodFacts } from './method-facts.ts'
import { postScheduled } from './methods/scheduled.ts'
import { methods } from './methods.ts'
import { Refusal, refuse, refuseWith } from './refusal.ts'
import { seeded } from './seed.ts'
import type { Team, Workspace } from './workspace.ts'

export type Request = Args & { method: string; token: string | undefined; origin: string }

/**
 * Answers one Web API call with `ok: true` and the method's fields, or `ok: false` and Slack's error code.
 */
export function answerCall(workspace: Workspace, app: AppManifest, request: Request): Fields {
  try {
    return { ok: true, ...perform(workspace, app, request) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error, ...error.more }
    throw error
  }
}

/**
 * The workspace of a bot token. Errors: `not_authed`, `invalid_auth`, `not_allowed_token_type` (for the app
 * token), `token_revoked`, `account_inactive`.
 */
export function teamOf(workspace: Workspace, token: string | undefined): Team {
  if (token === undefined) return refuse('not_authed')
  if (token === seeded.appToken) return refuse('not_allowed_token_type')
  const team = [...workspace.teams.values()].find(one => one.botToken === token)
  if (team === undefined) return refuse('invalid_auth')
  if (team.access === 'revoked') return refuse('token_revoked')
  return team.access === 'uninstalled' ? refuse('account_inactive') : team
}

function perform(workspace: Workspace, app: AppManifest, request: Request): Fields {
  const { method, origin } = request
  const work = methods[method]
  const facts = methodFacts[method]
  if (work === undefined || facts === undefined) return refuse('unknown_method', { req_method: method })
  const team = teamOf(workspace, request.token)
  if (request.fault !== undefined) return refuse(request.fault)
  for (const scope of facts.scopes) needScope(app, scope)
  const args = facts.formOnly && request.json ? {} : request.args
  const missing = facts.required.filter(key => args[key] === undefined || args[key] === '')
  if (missing.includes('channel')) refuse('channel_not_found')
  if (missing.length > 0)
    refuseWith(
      'invalid_arguments',
      missing.map(key => `missing required field: ${key}`),
    )
  postScheduled(workspace)
  const call: Call = { method, workspace, team, app, args, origin }
  return work(call)
}

/** The key of the rate limits: the token's workspace and the id of the channel in the arguments. */
export function countedBy(workspace: Workspace, request: Request): { team: string; channel?: string } {
  const team = [...workspace.teams.values()].find(one => one.botToken === request.token)
  const named = textOf(request.args, 'channel')
  if (named === undefined) return { team: team?.id ?? 'unknown' }
  const channel = [...workspace.channels.values()].find(
    ({ id, name, person }) =>
      id === named || person === named || (name !== '' && name === named.replace(/^#/, '')),
  )
  return { team: team?.id ?? 'unknown', channel: channel?.id ?? named }
}
