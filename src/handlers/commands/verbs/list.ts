import { byNextDue, isOverdue } from '../../../complaints/clocks.ts'
import { type Complaint, isOpen } from '../../../complaints/complaint.ts'
import { settle } from '../../../complaints/settle.ts'
import { createShortlist } from '../../../complaints/shortlist.ts'
import type { Content } from '../../../messages/content.ts'
import { listReply } from '../../../messages/replies/replies.ts'
import { requireChannel } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { maxListed, ownComplaints } from '../../own-complaints.ts'
import { type Arguments, noMoreWords, takeChoice } from '../../parsing/arguments.ts'

const filters = ['open', 'closed', 'mine', 'overdue', 'all'] as const

/**
 * Lists this channel's complaints by next deadline; `mine`: the person's own, in every channel that they are
 * in.
 */
export async function listComplaints(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const filter = takeChoice(args, 'list', filters) ?? 'open'
  noMoreWords(args)
  const { team, channel, lang } = request
  const { calendar } = ctx.rules
  if (filter === 'mine') {
    const { overdue, running } = await ownComplaints(ctx, request)
    const first = [...overdue.first, ...running.first].sort(byNextDue(calendar))
    const count = overdue.count + running.count
    return listReply({ first, count }, filter, calendar, ctx.now(), lang)
  }
  requireChannel(request)
  const now = ctx.now()
  const isChosen = (complaint: Complaint) => {
    if (filter === 'all') return true
    if (filter === 'overdue') return isOverdue(complaint, calendar, now)
    return isOpen(complaint) === (filter === 'open')
  }
  const chosen = createShortlist(maxListed, byNextDue(calendar))
  const which = filter === 'all' || filter === 'closed' ? 'all' : 'open'
  await ctx.store.each({ team, channel }, which, stored => {
    const complaint = settle(stored, now)
    if (isChosen(complaint)) chosen.add(complaint)
  })
  return listReply(chosen.get(), filter, calendar, now, lang)
}
