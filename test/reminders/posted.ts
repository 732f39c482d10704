import type { Complaint } from '../../src/complaints/complaint.ts'
import { timeOf } from '../../testing/calendar-oracle.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

/** Keys of a complaint's messages in its channel, without its id; no deleted ones, advice or escalations. */
export const postedKeys = ({ slack }: ReminderHarness, { id, channel }: Complaint) =>
  slack
    .keysIn(channel)
    .map(key => key?.replace(`${id}:`, '').replace(/:2026-.*Z$/, '') ?? 'no key')
    .filter(key => !/^contact|\+/.test(key))

/** Times at which Slack was asked to post messages like this. */
export const posts = ({ slack }: ReminderHarness, like: string) =>
  slack.calls.filter(({ what, key }) => what === 'post' && key?.includes(like)).map(({ at }) => timeOf(at))

export async function startWithComplaint(start?: string) {
  const harness = startHarness(start)
  harness.scheduler.start()
  const complaint = await harness.create()
  return { harness, complaint }
}

/**
 * Slack's answer to the first post whose key contains `like` is lost, after the message was posted or not.
 * Returns a function that counts such posts.
 */
export function loseAnswer({ slack }: ReminderHarness, like: string, posted = true): () => number {
  let posts = 0
  slack.fault = call =>
    call.what === 'post' && call.key?.includes(like) && posts++ === 0
      ? { kind: 'unknown', posted }
      : undefined
  return () => posts
}
