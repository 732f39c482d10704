import { withUncheckedOwner } from '../../../complaints/owner-check.ts'
import { record } from '../../../complaints/record.ts'
import type { Content } from '../../../messages/content.ts'
import { paragraph } from '../../../messages/parts/blocks.ts'
import { channelUncheckedLine } from '../../../messages/parts/owner-doubt.ts'
import { changedReply, existsReply } from '../../../messages/replies/replies.ts'
import { joinOrDefer, requireChannel } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { requireEligibleOwner } from '../../eligible-owner.ts'
import { type Arguments, noMoreWords, personAt, textAt, timeAt } from '../../parsing/arguments.ts'
import { originOf } from './change.ts'

/**
 * Records a complaint in the channel where the command was typed, even if Slack cannot be asked about the
 * channel and the owner.
 */
export async function newComplaint(
  ctx: AppContext,
  request: Request,
  args: Arguments,
  typed: string,
): Promise<Content> {
  requireChannel(request)
  noMoreWords(args)
  const { team, channel, user, via, lang } = request
  const { book, calendar } = ctx.rules
  const now = ctx.now()
  const by = originOf(request, now)
  const notice = noticeIn(args)
  // Validates what was typed before Slack is asked anything.
  const draft = record(notice, { id: '', team, channel }, book, by)
  const { owner } = notice
  const [isJoined, isOwnerChecked] = await Promise.all([
    joinOrDefer(ctx, team, channel, typed),
    !owner || owner === user || requireEligibleOwner(ctx, request, owner),
  ])
  const checkedDraft = isOwnerChecked ? draft : withUncheckedOwner(draft, by)
  const { complaint, created } = await ctx.store.create(id => ({ ...checkedDraft, id }))
  ctx.nudge()
  if (!created && complaint.history[0]?.via !== via) return existsReply(complaint, calendar, now, lang, typed)
  const reply = changedReply(undefined, complaint, calendar, now, lang)
  return isJoined ? reply : { ...reply, blocks: [...reply.blocks, paragraph([channelUncheckedLine(lang)])] }
}

const noticeIn = (args: Arguments) => ({
  order: textAt(args, 'order') ?? '',
  buyer: textAt(args, 'buyer'),
  shop: textAt(args, 'shop'),
  note: textAt(args, 'note'),
  owner: personAt(args, 'owner'),
  traded: timeAt(args, 'traded', 'traded'),
  filed: timeAt(args, 'filed', 'filed'),
  received: timeAt(args, 'received', 'received'),
  due: timeAt(args, 'due', 'due'),
})
