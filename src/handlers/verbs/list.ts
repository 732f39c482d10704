import { nextDueAt } from '../../complaints/clocks.ts'
import { type Complaint, isOpen } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { Content } from '../../messages/content.ts'
import { listReply } from '../../messages/replies.ts'
import { requireChannel } from '../access.ts'
import { type Arguments, no, noMoreWords, takeChoice } from '../arguments.ts'
import type { Desk, Request } from '../desk.ts'

const filters = ['open', 'closed', 'mine', 'overdue', 'all'] as const

/** This channel's complaints by next deadline; `mine`: the person's own, in every channel that they are in. */
export async function listComplaints(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  const filter = takeChoice(args, 'list', filters) ?? 'open'
  noMoreWords(args)
  const { team, channel, user, lang } = request
  const { calendar } = desk.rules
  if (filter !== 'mine') requireChannel(request)
  const channels = filter === 'mine' ? await channelsOf(desk, team, user) : [channel]
  const now = desk.now()
  // Closed ones have no deadline; infinity less infinity is no number.
  const byDue = (a: Complaint, b: Complaint) => nextDueAt(a, calendar) - nextDueAt(b, calendar) || 0
  const found: Complaint[] = []
  for (const each of channels) found.push(...(await desk.store.list(team, each)))
  const chosen = found
    .map(complaint => settle(complaint, now))
    .filter(complaint => {
      if (filter === 'all') return true
      if (filter === 'closed') return !isOpen(complaint)
      if (filter === 'mine') return isOpen(complaint) && complaint.owner === user
      return (
        isOpen(complaint) &&
        (filter === 'open' || nextDueAt(complaint, calendar) <= now || wasMissed(complaint))
      )
    })
    .sort((a, b) => byDue(a, b) || b.createdAt - a.createdAt)
  return listReply(chosen, filter, calendar, now, lang)
}

const channelsOf = (desk: Desk, team: string, user: string) =>
  desk
    .slackOf(team)
    .channelsOf(user)
    .catch(() => {
      throw no({ code: 'cannot-check' })
    })

/** Nothing was handed in within the evidence window, and there is no decision yet. */
const wasMissed = ({ state }: Complaint): boolean =>
  state.status === 'awaiting-decision' && state.answeredAt === undefined
