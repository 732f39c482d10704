import type { ChannelSettings } from '../../../complaints/channel-settings.ts'
import type { Complaint, Entry } from '../../../complaints/complaint.ts'
import type { Origin } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { changedReply, unchangedReply } from '../../../messages/replies/replies.ts'
import type { Instant } from '../../../time/beijing.ts'
import { findAccessible } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { refuse } from '../../parsing/arguments.ts'

export const originOf = ({ user, via }: Request, at: Instant) => ({ by: user, at, via }) satisfies Origin

/** Changes a complaint that the person may see. `change` may run several times. */
export async function changeComplaint(
  ctx: AppContext,
  request: Request,
  id: string,
  change: (complaint: Complaint, by: Origin, settings: ChannelSettings) => Complaint,
) {
  const ref = await findAccessible(ctx, request, id)
  const by = originOf(request, ctx.now())
  let before: Complaint | undefined
  const after = await ctx.store.change(ref, (complaint, settings) => {
    before = complaint
    return change(complaint, by, settings)
  })
  if (!after) throw refuse({ code: 'not-found', id })
  ctx.nudge()
  return { before, after, at: by.at }
}

/** Says which entries were added to a complaint's history and what is due next. */
export function changeReply(
  ctx: AppContext,
  { lang }: Request,
  { after, added, at }: { after: Complaint; added: Entry[]; at: Instant },
): Content {
  const { calendar } = ctx.rules
  return added.length > 0
    ? changedReply(added, after, calendar, at, lang)
    : unchangedReply(after, calendar, at, lang)
}
