import type { Complaint } from '../../../complaints/complaint.ts'
import { broughtAlong } from '../../../complaints/owner-check.ts'
import type { Ref } from '../../../complaints/store.ts'
import { addedBy, move } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { changedReply, unchangedReply } from '../../../messages/replies/replies.ts'
import { eligibilityOf } from '../../../slack/eligibility.ts'
import { findMovable, requireDestination } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { type Arguments, noMoreWords, refuse, takeId, textAt } from '../../parsing/arguments.ts'
import { readChannel } from '../../parsing/command-text.ts'

/** Takes a complaint to another channel that the person is in as well. */
export async function moveIt(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const typed = textAt(args, 'channel') ?? args.words.shift()?.text
  noMoreWords(args)
  if (!typed) throw refuse({ code: 'missing', verb: 'move', argument: 'channel', id })
  const to = readChannel(typed)
  if (!to) throw refuse({ code: 'bad-channel', field: 'channel', typed })
  const ref = await findMovable(ctx, request, id)
  if (ref.channel !== to) await requireDestination(ctx, request, to, 'channel')
  const at = ctx.now()
  const by = { by: request.user, at, via: request.via }
  const owner = await ownerIn(ctx, request, ref, to)
  let before: Complaint | undefined
  const after = await ctx.store.move(ref, complaint => {
    before = complaint
    const moved = move(complaint, to, by)
    if (moved.channel === complaint.channel) return moved
    const isSame = moved.owner === owner.user
    return broughtAlong(moved, isSame ? owner : { checked: false }, by)
  })
  if (!after || !before) throw refuse({ code: 'not-found', id })
  ctx.nudge()
  const { calendar } = ctx.rules
  const added = addedBy(after, request.via)
  if (added.length === 0) return unchangedReply(after, calendar, at, request.lang)
  return changedReply(added, after, calendar, at, request.lang)
}

/** Who owns a complaint, and whether reminders in another channel would reach them; whoever moves it has been found to be there. */
async function ownerIn(ctx: AppContext, { team, user: mover }: Request, ref: Ref, channel: string) {
  const user = (await ctx.store.load(ref))?.owner ?? mover
  if (user === mover) return { user, checked: true }
  return { user, ...(await eligibilityOf(ctx.budgetedSlackOf(team), { team, channel }, user)) }
}
