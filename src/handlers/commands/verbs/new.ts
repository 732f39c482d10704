import { record } from '../../../complaints/record.ts'
import type { Content } from '../../../messages/content.ts'
import { paragraph } from '../../../messages/parts/blocks.ts'
import { channelUncheckedLine } from '../../../messages/parts/owner-doubt.ts'
import { changedReply, existsReply } from '../../../messages/replies/replies.ts'
import { joinOrDefer, requireChannel } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { requireEligibleOwner } from '../../eligible-owner.ts'
import { type Arguments, noMoreWords, personAt, textAt, timeAt } from '../../parsing/arguments.ts'

/** Records a complaint in the channel where it was typed, also while Slack cannot be asked about channel and owner. */
export async function newComplaint(
  ctx: AppContext,
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
  const { book, calendar } = ctx.rules
  const now = ctx.now()
  const by = { by: user, at: now, via }
  const make = (unchecked: boolean) => (id: string) =>
    record({ ...notice, unchecked }, { id, team, channel }, book, by)
  // What was typed is checked before Slack is asked anything.
  make(false)('H-0000')
  const { owner } = notice
  const [entered, isKnown] = await Promise.all([
    joinOrDefer(ctx, team, channel, typed),
    !owner || owner === user || requireEligibleOwner(ctx, request, owner),
  ])
  const { complaint, created } = await ctx.store.create(make(!isKnown))
  ctx.nudge()
  if (created || complaint.history[0]?.via === via) {
    const reply = changedReply(undefined, complaint, calendar, now, lang)
    return entered ? reply : { ...reply, blocks: [...reply.blocks, paragraph([channelUncheckedLine(lang)])] }
  }
  return existsReply(complaint, calendar, now, lang, typed)
}
