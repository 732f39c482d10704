import type { Complaint } from '../../../complaints/complaint.ts'
import { broughtAlong } from '../../../complaints/owner-check.ts'
import type { Ref } from '../../../complaints/store.ts'
import { addedBy, move } from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { changedReply, unchangedReply } from '../../../messages/replies/replies.ts'
import { fitnessOf } from '../../../slack/eligibility.ts'
import { enterWith, reachToMove } from '../../access.ts'
import type { Desk, Request } from '../../context.ts'
import { type Arguments, no, noMoreWords, takeId, textAt } from '../../parsing/arguments.ts'
import { readChannel } from '../../parsing/command-text.ts'

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
  const owner = await ownerIn(desk, request, ref, to)
  let before: Complaint | undefined
  const after = await desk.store.move(ref, complaint => {
    before = complaint
    const moved = move(complaint, to, by)
    if (moved.channel === complaint.channel) return moved
    const isSame = moved.owner === owner.user
    return broughtAlong(moved, isSame ? owner : { checked: false }, by)
  })
  if (!after || !before) throw no({ code: 'not-found', id })
  desk.nudge()
  const { calendar } = desk.rules
  const added = addedBy(after, request.via)
  if (added.length === 0) return unchangedReply(after, calendar, at, request.lang)
  return changedReply(added, after, calendar, at, request.lang)
}

/** Who owns a complaint, and whether reminders in another channel would reach them; whoever moves it has been found to be there. */
async function ownerIn(desk: Desk, { team, user: mover }: Request, ref: Ref, channel: string) {
  const user = (await desk.store.load(ref))?.owner ?? mover
  if (user === mover) return { user, checked: true }
  return { user, ...(await fitnessOf(desk.hurriedSlackOf(team), { team, channel }, user)) }
}
