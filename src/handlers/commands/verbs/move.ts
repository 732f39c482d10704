import { broughtAlong } from '../../../complaints/owner-check.ts'
import type { Ref } from '../../../complaints/store.ts'
import { addedBy, move } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { eligibilityOf } from '../../../slack/eligibility.ts'
import { findMovable, requireDestination } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { type Arguments, noMoreWords, refuse, takeId, textAt } from '../../parsing/arguments.ts'
import { readChannel } from '../../parsing/command-text.ts'
import { changeReply, originOf } from './change.ts'

/** Moves a complaint to another channel that the person is in as well. */
export async function moveIt(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const typed = textAt(args, 'channel') ?? args.words.shift()?.text
  noMoreWords(args)
  if (!typed) throw refuse({ code: 'missing', verb: 'move', argument: 'channel', id })
  const to = readChannel(typed)
  if (!to) throw refuse({ code: 'bad-channel', field: 'channel', typed })
  const ref = await findMovable(ctx, request, id)
  if (ref.channel !== to) await requireDestination(ctx, request, to, 'channel')
  const by = originOf(request, ctx.now())
  const owner = await ownerIn(ctx, request, ref, to)
  const after = await ctx.store.move(ref, complaint => {
    const moved = move(complaint, to, by)
    if (moved.channel === complaint.channel) return moved
    return broughtAlong(moved, moved.owner === owner.user ? owner : { checked: false }, by)
  })
  if (!after) throw refuse({ code: 'not-found', id })
  ctx.nudge()
  return changeReply(ctx, request, { after, added: addedBy(after, request.via), at: by.at })
}

/**
 * A complaint's owner, with the check that reminders in another channel reach them. The person who moves it
 * is in that channel.
 */
async function ownerIn(ctx: AppContext, { team, user: mover }: Request, ref: Ref, channel: string) {
  const user = (await ctx.store.load(ref))?.owner ?? mover
  if (user === mover) return { user, checked: true }
  return { user, ...(await eligibilityOf(ctx.budgetedSlackOf(team), { team, channel }, user)) }
}
