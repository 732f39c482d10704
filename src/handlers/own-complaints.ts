import { byNextDue } from '../complaints/clocks.ts'
import { type Complaint, isOpen } from '../complaints/complaint.ts'
import { settle } from '../complaints/settle.ts'
import { no } from './arguments.ts'
import type { Desk, Request } from './desk.ts'

/** The open complaints that a person owns, in every channel that they are in, by next deadline. Refused when Slack does not say where that is. */
export async function ownComplaints(
  desk: Desk,
  { team, user }: Pick<Request, 'team' | 'user'>,
): Promise<Complaint[]> {
  const channels = await desk
    .slackOf(team)
    .channelsOf(user)
    .catch(() => {
      throw no({ code: 'cannot-check' })
    })
  const now = desk.now()
  const found: Complaint[] = []
  for (const channel of channels) found.push(...(await desk.store.list(team, channel)))
  return found
    .map(complaint => settle(complaint, now))
    .filter(complaint => isOpen(complaint) && complaint.owner === user)
    .sort(byNextDue(desk.rules.calendar))
}
