import type { Call } from '../call.ts'
import { userFields, visibleUser } from '../channels.ts'
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

/** Everybody of this workspace, bots too. */
export function usersList({ workspace, team, args }: Call): Fields {
  const members = [...workspace.users.values()].filter(user => user.team === team.id)
  const { page, more } = pageOf(members, args, 200)
  return { members: page.map(user => userFields(user, team, isOn(args, 'include_locale'))), ...more }
}

export function teamInfo({ team, args }: Call): Fields {
  const asked = textOf(args, 'team') ?? team.id
  if (asked !== team.id) return refuse('team_not_found')
  const url = `https://${team.domain}.slack.com/`
  return { team: { id: team.id, name: team.name, domain: team.domain, url, email_domain: '', icon: {} } }
}

export function dndInfo({ workspace, team, args }: Call): Fields {
  const { dnd } = visibleUser(workspace, team, textOf(args, 'user') ?? team.botUserId)
  const seconds = (ms: number) => Math.floor(ms / 1000)
  return {
    dnd_enabled: dnd !== undefined,
    next_dnd_start_ts: dnd ? seconds(dnd.from) : 1,
    next_dnd_end_ts: dnd ? seconds(dnd.to) : 1,
  }
}
