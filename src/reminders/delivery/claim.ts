import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { Ref } from '../../complaints/store.ts'
import type { Instant } from '../../time/beijing.ts'
import { attemptStarted, blockedUntil, outboxSettled, unknownOutcomes } from './delivery-state.ts'
import { dueMessages, upcomingKeys } from './due-messages.ts'
import type { DeliveryParts } from './parts.ts'
import type { Post, ReminderPost } from './post.ts'

/** A change of the record that is stored together with the next claim. */
export type Note = (complaint: Complaint) => Complaint

/** A message that only this process may send while the lease holds. */
export type Claim = {
  complaint: Complaint
  settings: ChannelSettings
  post: Post
  /** All reminders due at the time of the claim. */
  due: ReminderPost[]
  /** Start of the first attempt. */
  since: Instant
  /** Failed look-ups so far; absent if no earlier attempt has an unknown outcome. */
  lookUps?: number
}

/** Stores the notes and claims the next due message; `undefined` if none may be sent now. */
export async function claimAttempt(
  { store, calendar, now }: Pick<DeliveryParts, 'store' | 'calendar' | 'now'>,
  ref: Ref,
  notes: Note[],
): Promise<Claim | undefined> {
  let claimed: Claim | undefined
  const after = await store.change(ref, (before, settings) => {
    claimed = undefined
    const at = now()
    const noted = notes.reduce((complaint, note) => note(complaint), before)
    const complaint = settle(noted, at)
    const context = { calendar, settings }
    // A new object, although nothing changed: storing it sets the wake-up again, which has just been used up.
    if (blockedUntil(complaint.outbox, at) !== undefined) return { ...complaint }
    const posts = dueMessages(complaint, context, at)
    const [post] = posts
    if (!post) return outboxSettled(complaint, upcomingKeys(complaint, context, at), at)
    const unknown = unknownOutcomes(complaint.outbox).get(post.key)
    claimed = {
      ...{ complaint, settings, post },
      due: posts.filter(each => each.kind === 'reminder'),
      since: unknown?.since ?? at,
      ...(unknown && { lookUps: unknown.tries }),
    }
    return attemptStarted(complaint, post, at)
  })
  // The complaint may have moved to another channel meanwhile.
  return after && claimed
}
