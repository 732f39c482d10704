import { type ChannelIds, changedChannelOf } from '../../complaints/channel-ids.ts'
import { channelOf } from '../../complaints/channel-settings.ts'
import type { Channels } from '../../complaints/channels.ts'
import { settle } from '../../complaints/settle.ts'
import { type ComplaintStore, type Ref, refOf } from '../../complaints/store.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { channelKeyOf } from '../../slack/rate-limited.ts'
import type { Instant } from '../../time/beijing.ts'
import type { createLaterChecks } from '../delivery/later-checks.ts'
import type { Delivered } from '../delivery/outbox.ts'
import type { Undelivered } from '../delivery/undelivered.ts'
import type { Fallbacks } from '../fallback/fallbacks.ts'
import type { SchedulerParts } from './scheduler.ts'
import { urgencyOf } from './urgency.ts'

type Parts = {
  store: ComplaintStore
  channels: Channels
  channelIds: ChannelIds
  deliver: (ref: Ref) => Promise<Delivered>
  fallbacks: Fallbacks
  laterChecks: Pick<ReturnType<typeof createLaterChecks>, 'tend'>
  undelivered: Pick<Undelivered, 'note'>
  calendar: Calendar
  now: () => Instant
}

/** What is done when a key wakes up: a complaint is looked after, a channel with new settings planned anew, one with another id followed. */
export function createWake(parts: Parts): Pick<SchedulerParts, 'wake' | 'rankOf' | 'channelKeyOf'> {
  const { store, channels, channelIds, deliver, fallbacks, laterChecks, undelivered, calendar, now } = parts
  return {
    async wake(key) {
      const ref = refOf(key)
      if (ref) {
        const { complaint, more } = await deliver(ref)
        if (complaint) fallbacks.tend(complaint)
        if (complaint) laterChecks.tend(complaint)
        return more
      }
      const renamed = changedChannelOf(key)
      if (renamed) await channelIds.follow(renamed)
      if (renamed) return false
      const channel = channelOf(key)
      if (!channel) throw new Error(`Nothing to do for ${key}, which woke up`)
      await channels.followUp(channel, () => store.replan(channel))
      return false
    },
    async rankOf(key) {
      const ref = refOf(key)
      const seen = ref && (await store.look(ref))
      if (!seen) return 0
      const { complaint, settings } = seen
      // Slack's copy does not wait for the channel's turn.
      fallbacks.tend(complaint)
      const settled = settle(complaint, now())
      undelivered.note(settled, { calendar, settings }, now())
      return urgencyOf(settled, { calendar, settings }, now())
    },
    channelKeyOf(key) {
      const ref = refOf(key)
      return ref ? channelKeyOf(ref.team, ref.channel) : key
    },
  }
}
