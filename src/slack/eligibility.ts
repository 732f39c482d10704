import { isUnknownUser } from './failure.ts'
import type { Person, Slack } from './slack.ts'

/** Reasons why reminders do not reach a person; `elsewhere`: not in the channel, `unknown`: not in Slack. */
export type Ineligible = 'bot' | 'outsider' | 'elsewhere' | 'unknown'

/** Slack's answer to whether reminders in a channel reach a person. */
type Eligibility = {
  name: string
  /** The certain reason why reminders do not reach them. */
  unfit?: Ineligible | undefined
  /** True if Slack answered every question. */
  checked: boolean
}

/**
 * Reminders reach only people of the workspace who are in the channel. `isIn`: undefined when Slack does not
 * say.
 */
export function ineligibility(
  person: Person | undefined,
  { team, isIn }: { team: string; isIn: boolean | undefined },
): Ineligible | undefined {
  if (person?.bot) return 'bot'
  if (person && (person.outsider || person.gone || person.team !== team)) return 'outsider'
  return isIn === false ? 'elsewhere' : undefined
}

type Place = { team: string; channel: string }

/** Asks Slack if reminders in a channel reach a person; never throws. */
export async function eligibilityOf(
  slack: Slack,
  { team, channel }: Place,
  user: string,
): Promise<Eligibility> {
  const [person, members] = await Promise.all([
    slack.person(user).catch(error => (isUnknownUser(error) ? 'nobody' : undefined)),
    slack.members(channel, known => known.has(user)).catch(() => undefined),
  ])
  if (person === 'nobody') return { name: user, unfit: 'unknown', checked: true }
  const unfit = ineligibility(person, { team, isIn: members?.has(user) })
  return { name: person?.name || user, unfit, checked: person !== undefined && members !== undefined }
}
