import type { Unfit } from '../messages/reason.ts'
import type { Person } from '../slack/slack.ts'
import { no } from './arguments.ts'
import type { Desk } from './desk.ts'

/** Only people of the workspace who are in the channel can be told there. `isIn`: undefined when Slack does not say. */
export function unfitness(
  person: Person | undefined,
  { team, isIn }: { team: string; isIn: boolean | undefined },
): Unfit | undefined {
  if (person?.bot) return 'bot'
  if (person && (person.outsider || person.gone || person.team !== team)) return 'outsider'
  return isIn === false ? 'elsewhere' : undefined
}

/** Refuses an owner whom reminders in the complaint's channel would not reach; whoever cannot be checked is taken. */
export async function requireFitOwner(
  desk: Desk,
  { team, channel }: { team: string; channel: string },
  owner: string,
) {
  const slack = desk.slackOf(team)
  const unknown = () => undefined
  const [person, members] = await Promise.all([
    slack.person(owner).catch(unknown),
    slack.members(channel, known => known.has(owner)).catch(unknown),
  ])
  const why = unfitness(person, { team, isIn: members?.has(owner) })
  if (why) throw no({ code: 'bad-owner', field: 'owner', name: person?.name || owner, why })
}
