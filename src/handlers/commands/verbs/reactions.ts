import type { Complaint } from '../../../complaints/complaint.ts'
import { readRungKey } from '../../../complaints/reminder-step.ts'
import { settle } from '../../../complaints/settle.ts'
import { type Act, addedBy } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { reactionReply } from '../../../messages/replies/reaction-reply.ts'
import type { Terms } from '../../../schedule/plan-context.ts'
import { acknowledge, snooze } from '../../../schedule/reactions.ts'
import { nextReminder } from '../../../schedule/schedule.ts'
import { reach } from '../../access.ts'
import type { Desk, Request } from '../../context.ts'
import { type Arguments, no, noMoreWords, takeId, textAt } from '../../parsing/arguments.ts'
import { readLater } from '../../parsing/snooze-time.ts'

/** Somebody has seen the reminder that they pressed, or typed, those that apply. */
export function ack(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const rung = takeRung(args)
  noMoreWords(args)
  return answer(desk, request, id, (complaint, terms, by) => acknowledge(complaint, rung, terms, by))
}

/** Brings a reminder back at a time, or after a while. */
export function snoozeIt(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const rung = takeRung(args)
  const typed = textAt(args, 'until') ?? args.words.map(word => word.text).join(' ')
  if (!typed) throw no({ code: 'missing', verb: 'snooze', argument: 'until', id })
  const until = readLater(typed, desk.now())
  if (until === undefined) throw no({ code: 'bad-later', field: 'until', typed, id })
  return answer(desk, request, id, (complaint, terms, by) => snooze(complaint, { rung, until }, terms, by))
}

/** A button names the reminder that it stands at; people do not. */
function takeRung({ words }: Arguments): string | undefined {
  const [word] = words
  return word && readRungKey(word.text) ? words.shift()?.text : undefined
}

async function answer(
  desk: Desk,
  request: Request,
  id: string,
  change: (complaint: Complaint, terms: Terms, by: Act) => Complaint,
): Promise<Content> {
  const ref = await reach(desk, request, id)
  const { calendar } = desk.rules
  const at = desk.now()
  const by: Act = { by: request.user, at, via: request.via }
  let next: number | undefined
  const after = await desk.store.change(ref, (complaint, settings) => {
    const terms = { calendar, settings }
    const answered = change(complaint, terms, by)
    next = nextReminder(settle(answered, at), terms, at)
    return answered
  })
  if (!after) throw no({ code: 'not-found', id })
  desk.nudge()
  const said = addedBy(after, request.via)
  return reactionReply(after, said, next, calendar, at, request.lang)
}
