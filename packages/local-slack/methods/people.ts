import type { Call } from '../call.ts'
import { userFields, visibleUser } from '../channels.ts'
import { dndFields } from '../do-not-disturb.ts'
import { type Fields, isOn, textOf } from '../fields.ts'
import { pageOf } from '../page-of.ts'
import { refuse } from '../refusal.ts'

export function authTest({ workspace, team }: Call): Fields {
  const user = workspace.users.get(team.botUserId)?.name
  const url = `https://${team.domain}.slack.com/`
  return {
    url,
    team: team.name,
    user,
    team_id: team.id,
    user_id: team.botUserId,
    bot_id: team.botId,
    is_enterprise_install: false,
  }
}

export function usersInfo({ workspace, team, args }: Call): Fields {
  const user = visibleUser(workspace, team, textOf(args, 'user'))
  return { user: userFields(user, team, isOn(args, 'include_locale')) }
}

/** All users of the workspace, including bots and deactivated members. */
export function usersList(call: Call): Fields {
  const { workspace, team, args } = call
  const all = [...workspace.users.values()].filter(user => user.team === team.id)
  const { page, more } = pageOf(all, call, 1000)
  const members = page.map(user => userFields(user, team, isOn(args, 'include_locale')))
  return { members, cache_ts: Math.floor(workspace.now() / 1000), ...more }
}

export function teamInfo({ team, args }: Call): Fields {
  const asked = textOf(args, 'team') ?? team.id
  if (asked !== team.id) return refuse('team_not_found')
  const url = `https://${team.domain}.slack.com/`
  return { team: { id: team.id, name: team.name, domain: team.domain, url, email_domain: '', icon: {} } }
}

/** The do-not-disturb status of the given user, by default of the app itself. */
export function dndInfo({ workspace, team, args }: Call): Fields {
  const { id } = visibleUser(workspace, team, textOf(args, 'user') ?? team.botUserId)
  return dndFields(workspace, id)
}
