import { byNextDue } from '../complaints/clocks.ts'
import { type Complaint, isOpen } from '../complaints/complaint.ts'
import { settle } from '../complaints/settle.ts'
import { createShortlist } from '../complaints/shortlist.ts'
import { isMember } from '../slack/membership.ts'
import { findAccessible } from './access.ts'
import type { AppContext, Request } from './context.ts'

/** The complaint that a question is about, or the open ones to choose from. */
type RelatedComplaint = { about?: Complaint; choices?: Complaint[] }

/** An answer has buttons for fewer. */
const maxChoices = 30

/** The place of a question: a thread, or the buttons of a complaint with this id. */
export type AskedFrom = { thread?: string | undefined; id?: string | undefined }

/**
 * Finds the complaint that a question is about: the one named, else the one whose thread it is, else the
 * channel's open ones. Finds nothing for people who may not see them.
 */
export async function findRelatedComplaint(
  ctx: AppContext,
  request: Request,
  { thread, id }: AskedFrom,
): Promise<RelatedComplaint> {
  const { team, channel, user, isTypedHere } = request
  const now = ctx.now()
  if (id !== undefined) {
    const named = await findAccessible(ctx, request, id).then(
      ref => ctx.store.load(ref),
      () => undefined,
    )
    return named ? { about: settle(named, now) } : {}
  }
  if (channel === '' || channel.startsWith('D')) return {}
  const slack = ctx.budgetedSlackOf(team)
  if (!isTypedHere && !(await isMember(slack, { channel, user }).catch(() => false))) return {}
  const own = thread && (await ctx.store.inThread({ team, channel }, thread))
  if (own) return { about: settle(own, now) }
  const open = createShortlist(maxChoices, byNextDue(ctx.rules.calendar))
  await ctx.store.each({ team, channel }, 'open', stored => {
    const complaint = settle(stored, now)
    if (isOpen(complaint)) open.add(complaint)
  })
  const { first, count } = open.get()
  if (count > 1) return { choices: first }
  const [only] = first
  return only ? { about: only } : {}
}
