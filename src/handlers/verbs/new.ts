import { record } from '../../complaints/record.ts'
import type { Content } from '../../messages/content.ts'
import { changedReply, existsReply } from '../../messages/replies.ts'
import { enter, requireChannel } from '../access.ts'
import { type Arguments, noMoreWords, personAt, textAt, timeAt } from '../arguments.ts'
import type { Desk, Request } from '../desk.ts'
import { requireFitOwner } from '../fitness.ts'

/** Records a complaint in the channel where it was typed. */
export async function newComplaint(
  desk: Desk,
  request: Request,
  args: Arguments,
  typed: string,
): Promise<Content> {
  requireChannel(request)
  noMoreWords(args)
  const notice = {
    order: textAt(args, 'order') ?? '',
    buyer: textAt(args, 'buyer'),
    shop: textAt(args, 'shop'),
    note: textAt(args, 'note'),
    owner: personAt(args, 'owner'),
    traded: timeAt(args, 'traded', 'traded'),
    filed: timeAt(args, 'filed', 'filed'),
    received: timeAt(args, 'received', 'received'),
    due: timeAt(args, 'due', 'due'),
  }
  const { team, channel, user, via, lang } = request
  const { book, calendar } = desk.rules
  const now = desk.now()
  const make = (id: string) => record(notice, { id, team, channel }, book, { by: user, at: now, via })
  // What was typed is checked before Slack is asked anything.
  make('H-0000')
  await enter(desk, team, channel, typed)
  if (notice.owner && notice.owner !== user) await requireFitOwner(desk, request, notice.owner)
  const { complaint, created } = await desk.store.create(make)
  desk.nudge()
  if (created || complaint.history[0]?.via === via)
    return changedReply(undefined, complaint, calendar, now, lang)
  return existsReply(complaint, calendar, now, lang, typed)
}
