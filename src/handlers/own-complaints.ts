import { byNextDue, isOverdue } from '../complaints/clocks.ts'
import { type Complaint, isOpen } from '../complaints/complaint.ts'
import { settle } from '../complaints/settle.ts'
import { createShortlist, type Shortlist } from '../complaints/shortlist.ts'
import type { AppContext, Request } from './context.ts'
import { refuse } from './parsing/arguments.ts'

/** A person's own open complaints by next deadline, the overdue ones apart. */
type OwnComplaints = { overdue: Shortlist<Complaint>; running: Shortlist<Complaint> }

/** Lists and Homes show fewer. */
export const maxListed = 50

/**
 * The open complaints that a person owns in the channels that they are in. Throws `Refused` where Slack does
 * not list those.
 */
export async function ownComplaints(
  ctx: AppContext,
  { team, user }: Pick<Request, 'team' | 'user'>,
): Promise<OwnComplaints> {
  const channels = await ctx
    .slackOf(team)
    .channelsOf(user)
    .catch(() => {
      throw refuse({ code: 'cannot-list' })
    })
  const now = ctx.now()
  const { calendar } = ctx.rules
  const overdue = createShortlist(maxListed, byNextDue(calendar))
  const running = createShortlist(maxListed, byNextDue(calendar))
  const sort = (stored: Complaint) => {
    const complaint = settle(stored, now)
    if (complaint.owner !== user || !isOpen(complaint)) return
    const list = isOverdue(complaint, calendar, now) ? overdue : running
    list.add(complaint)
  }
  for (const channel of channels) await ctx.store.each({ team, channel }, 'open', sort)
  return { overdue: overdue.get(), running: running.get() }
}
