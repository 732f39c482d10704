import type { Complaint } from '../../complaints/complaint.ts'
import { beforeDelivery, move } from '../../complaints/life.ts'
import type { Content } from '../../messages/content.ts'
import { changedReply, unchangedReply } from '../../messages/replies.ts'
import { enterWith, reachToMove } from '../access.ts'
import { type Arguments, no, noMoreWords, takeId, textAt } from '../arguments.ts'
import { readChannel } from '../command-text.ts'
import type { Desk, Request } from '../desk.ts'

/** Takes a complaint to another channel that the person is in as well. */
export async function moveIt(desk: Desk, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const typed = textAt(args, 'channel') ?? args.words.shift()?.text
  noMoreWords(args)
  if (!typed) throw no({ code: 'missing', verb: 'move', argument: 'channel', id })
  const to = readChannel(typed)
  if (!to) throw no({ code: 'bad-channel', field: 'channel', typed })
  const ref = await reachToMove(desk, request, id)
  if (ref.channel !== to) await enterWith(desk, request, to, 'channel')
  const at = desk.now()
  const by = { by: request.user, at, via: request.via }
  let before: Complaint | undefined
  const after = await desk.store.move(ref, complaint => {
    before = complaint
    return move(complaint, to, by)
  })
  if (!after || !before) throw no({ code: 'not-found', id })
  desk.nudge()
  const { calendar } = desk.rules
  const earlier = beforeDelivery(after, request.via)
  if (earlier) return changedReply(earlier, after, calendar, at, request.lang)
  if (after.channel === before.channel) return unchangedReply(after, calendar, at, request.lang)
  return changedReply(before, after, calendar, at, request.lang)
}
