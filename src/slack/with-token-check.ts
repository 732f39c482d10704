import { failureOf } from './failure.ts'
import type { Slack } from './slack.ts'

/** Slack's errors for a token that is invalid, or no longer valid. */
const tokenErrors = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'team_access_not_granted',
])

/** Wraps a Slack client: `onDenied` is called whenever Slack answers that it does not accept the token. */
export function withTokenCheck(slack: Slack, onDenied: (error: string) => void): Slack {
  const check = (error: string) => {
    if (tokenErrors.has(error)) onDenied(error)
  }
  const checked =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        const result = await call(...args)
        check(errorIn(result))
        return result
      } catch (error) {
        check(failureOf(error).error)
        throw error
      }
    }
  return {
    post: checked(slack.post),
    update: checked(slack.update),
    postEphemeral: checked(slack.postEphemeral),
    find: checked(slack.find),
    schedule: checked(slack.schedule),
    unschedule: checked(slack.unschedule),
    scheduledAt: checked(slack.scheduledAt),
    identity: checked(slack.identity),
    openView: checked(slack.openView),
    publishHome: checked(slack.publishHome),
    person: checked(slack.person),
    isAway: checked(slack.isAway),
    room: checked(slack.room),
    join: checked(slack.join),
    members: checked(slack.members),
    channelsOf: checked(slack.channelsOf),
    owner: checked(slack.owner),
  }
}

const errorIn = (result: unknown): string =>
  typeof result === 'object' && result !== null && 'error' in result && typeof result.error === 'string'
    ? result.error
    : ''
