import type { Complaint } from '../../../complaints/complaint.ts'
import { parseReminderKey } from '../../../complaints/reminder-step.ts'
import { settle } from '../../../complaints/settle.ts'
import { addedBy, type Origin } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { reactionReply } from '../../../messages/replies/reaction-reply.ts'
import type { PlanContext } from '../../../schedule/plan-context.ts'
import { acknowledge, snooze } from '../../../schedule/reactions.ts'
import { nextReminder } from '../../../schedule/schedule.ts'
import { findAccessible } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { type Arguments, noMoreWords, refuse, takeId, textAt } from '../../parsing/arguments.ts'
import { readLater } from '../../parsing/snooze-time.ts'

/** Somebody has seen the reminder that they pressed, or typed, those that apply. */
export function ack(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const reminder = takeReminder(args)
  noMoreWords(args)
  return answer(ctx, request, id, (complaint, context, by) => acknowledge(complaint, reminder, context, by))
}

/** Brings a reminder back at a time, or after a while. */
export function snoozeIt(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const reminder = takeReminder(args)
  const typed = textAt(args, 'until') ?? args.words.map(word => word.text).join(' ')
  if (!typed) throw refuse({ code: 'missing', verb: 'snooze', argument: 'until', id })
  const until = readLater(typed, ctx.now())
  if (until === undefined) throw refuse({ code: 'bad-later', field: 'until', typed, id })
  return answer(ctx, request, id, (complaint, context, by) =>
    snooze(complaint, { reminder, until }, context, by),
  )
}

/** A button names the reminder that it stands at; people do not. */
function takeReminder({ words }: Arguments): string | undefined {
  const [word] = words
  return word && parseReminderKey(word.text) ? words.shift()?.text : undefined
}

async function answer(
  ctx: AppContext,
  request: Request,
  id: string,
  change: (complaint: Complaint, context: PlanContext, by: Origin) => Complaint,
): Promise<Content> {
  const ref = await findAccessible(ctx, request, id)
  const { calendar } = ctx.rules
  const at = ctx.now()
  const by: Origin = { by: request.user, at, via: request.via }
  let next: number | undefined
  const after = await ctx.store.change(ref, (complaint, settings) => {
    const context = { calendar, settings }
    const answered = change(complaint, context, by)
    next = nextReminder(settle(answered, at), context, at)
    return answered
  })
  if (!after) throw refuse({ code: 'not-found', id })
  ctx.nudge()
  const said = addedBy(after, request.via)
  return reactionReply(after, said, next, calendar, at, request.lang)
}
