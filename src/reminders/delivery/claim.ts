import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import { attemptStarted, outboxSettled } from './delivery-state.ts'
import { blockedUntil, dueMessages, type Post, unknownOutcomes, upcomingKeys } from './due-messages.ts'

type Parts = { store: ComplaintStore; calendar: Calendar; now: () => Instant }

/** What has been found out about a complaint, and is kept with the next change of it. */
export type Note = (complaint: Complaint) => Complaint

/** A message that this process alone may try now. */
export type Claim = {
  complaint: Complaint
  settings: ChannelSettings
  post: Post
  since: Instant
  /** Set when an earlier try had an unknown end: how many look-ups for it failed. */
  lookUps?: number
}

/** Takes the next message that a complaint is owed upon this process, and keeps what was noted. `undefined`: there is none just now. */
export async function claimAttempt(
  { store, calendar, now }: Parts,
  ref: Ref,
  notes: Note[],
): Promise<Claim | undefined> {
  let claimed: Claim | undefined
  const after = await store.change(ref, (before, settings) => {
    claimed = undefined
    const at = now()
    const noted = notes.reduce((known, note) => note(known), before)
    const complaint = settle(noted, at)
    const context = { calendar, settings }
    const [post] = dueMessages(complaint, context, at)
    // A new object even when nothing changed: the wake-up that brought us here has to be set anew.
    if (blockedUntil(complaint.outbox, at) !== undefined) return { ...complaint }
    if (!post) return outboxSettled(complaint, upcomingKeys(complaint, context, at), at)
    const doubt = unknownOutcomes(complaint.outbox).get(post.key)
    claimed = {
      complaint,
      settings,
      post,
      since: doubt?.since ?? at,
      ...(doubt && { lookUps: doubt.tries }),
    }
    return attemptStarted(complaint, post, at)
  })
  // It may have gone to another channel meanwhile.
  return after && claimed
}
