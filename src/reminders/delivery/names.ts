import type { Entry } from '../../complaints/complaint.ts'
import type { Names } from '../../messages/parts/history.ts'
import type { Slack } from '../../slack/slack.ts'

/** Names of those who acted, without any that Slack does not tell for now. */
export async function namesOf(slack: Slack, entries: Entry[]): Promise<Names> {
  const actors = [...new Set(entries.flatMap(({ by }) => by ?? []))]
  const asked = actors.map(async user => [user, (await slack.person(user)).name] as const)
  const answers = await Promise.allSettled(asked)
  return new Map(answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : [])))
}
