import { byNextDue, isOverdue } from '../../complaints/clocks.ts'
import { isOpen } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { Content } from '../../messages/content.ts'
import { listReply } from '../../messages/replies.ts'
import { requireChannel } from '../access.ts'
import { type Arguments, noMoreWords, takeChoice } from '../arguments.ts'
import type { Desk, Request } from '../desk.ts'
import { ownComplaints } from '../own-complaints.ts'

const filters = ['open', 'closed', 'mine', 'overdue', 'all'] as const

/** This channel's complaints by next deadline; `mine`: the person's own, in every channel that they are in. */
export async function listComplaints(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  const filter = takeChoice(args, 'list', filters) ?? 'open'
  noMoreWords(args)
  const { team, channel, lang } = request
  const { calendar } = desk.rules
  if (filter === 'mine')
    return listReply(await ownComplaints(desk, request), filter, calendar, desk.now(), lang)
  requireChannel(request)
  const now = desk.now()
  const chosen = (await desk.store.list(team, channel))
    .map(complaint => settle(complaint, now))
    .filter(complaint => {
      if (filter === 'all') return true
      if (filter === 'overdue') return isOverdue(complaint, calendar, now)
      return isOpen(complaint) === (filter === 'open')
    })
    .sort(byNextDue(calendar))
  return listReply(chosen, filter, calendar, now, lang)
}
