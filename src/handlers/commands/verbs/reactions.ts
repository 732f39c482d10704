import type { Complaint } from '../../../complaints/complaint.ts'
import { parseReminderKey } from '../../../complaints/reminder-step.ts'
import { settle } from '../../../complaints/settle.ts'
import { addedBy, type Origin } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { reactionReply } from '../../../messages/replies/reaction-reply.ts'
import type { PlanContext } from '../../../schedule/plan-context.ts'
import { acknowledge, snooze } from '../../../schedule/reactions.ts'
import { nextReminder } from '../../../schedule/schedule.ts'
import type { Instant } from '../../../time/beijing.ts'
import type { AppContext, Request } from '../../context.ts'
import { type Arguments, noMoreWords, refuse, takeId, textAt } from '../../parsing/arguments.ts'
import { readSnoozeTime } from '../../parsing/snooze-time.ts'
import { changeComplaint } from './change.ts'

/** Acknowledges the reminder whose button was pressed, or, as a typed command, all those that apply. */
export function ack(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const reminder = takeReminder(args)
  noMoreWords(args)
  return react(ctx, request, id, (complaint, context, by) => acknowledge(complaint, reminder, context, by))
}

/** Snoozes a reminder until a time, or for a while. */
export function snoozeIt(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const reminder = takeReminder(args)
  const typed = textAt(args, 'until') ?? args.words.map(word => word.text).join(' ')
  if (!typed) throw refuse({ code: 'missing', verb: 'snooze', argument: 'until', id })
  const until = readSnoozeTime(typed, ctx.now())
  if (until === undefined) throw refuse({ code: 'bad-later', field: 'until', typed, id })
  return react(ctx, request, id, (complaint, context, by) =>
    snooze(complaint, { reminder, until }, context, by),
  )
}

/** Takes the key of a reminder from the words, where a button puts it; people do not type one. */
function takeReminder({ words }: Arguments): string | undefined {
  const [word] = words
  return word && parseReminderKey(word.text) ? words.shift()?.text : undefined
}

async function react(
  ctx: AppContext,
  request: Request,
  id: string,
  reaction: (complaint: Complaint, context: PlanContext, by: Origin) => Complaint,
): Promise<Content> {
  const { calendar } = ctx.rules
  let next: Instant | undefined
  const { after, at } = await changeComplaint(ctx, request, id, (complaint, by, settings) => {
    const context = { calendar, settings }
    const reacted = reaction(complaint, context, by)
    next = nextReminder(settle(reacted, by.at), context, by.at)
    return reacted
  })
  return reactionReply(after, addedBy(after, request.via), next, calendar, at, request.lang)
}
