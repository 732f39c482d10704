import { failureOf } from './failure.ts'
import type { Slack } from './slack.ts'

/** Slack's words for: this token is of no use any more, or never was. */
const denials = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'team_access_not_granted',
])

/** The same Slack; `denied` is told as soon as any call is answered that the token is not accepted. */
export function withTokenCheck(slack: Slack, denied: (error: string) => void): Slack {
  const note = (error: string) => {
    if (denials.has(error)) denied(error)
  }
  const seen =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        const result = await call(...args)
        note(errorIn(result))
        return result
      } catch (error) {
        note(failureOf(error).error)
        throw error
      }
    }
  return {
    post: seen(slack.post),
    update: seen(slack.update),
    postEphemeral: seen(slack.postEphemeral),
    find: seen(slack.find),
    schedule: seen(slack.schedule),
    unschedule: seen(slack.unschedule),
    scheduledAt: seen(slack.scheduledAt),
    identity: seen(slack.identity),
    openView: seen(slack.openView),
    publishHome: seen(slack.publishHome),
    person: seen(slack.person),
    isAway: seen(slack.isAway),
    room: seen(slack.room),
    join: seen(slack.join),
    members: seen(slack.members),
    channelsOf: seen(slack.channelsOf),
    owner: seen(slack.owner),
  }
}

const errorIn = (result: unknown): string =>
  typeof result === 'object' && result !== null && 'error' in result && typeof result.error === 'string'
    ? result.error
    : ''
