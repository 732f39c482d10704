import { type ChannelIds, changedChannelOf } from '../../complaints/channel-ids.ts'
import type { Channels } from '../../complaints/channels.ts'
import { channelOf } from '../../complaints/keys.ts'
import { settle } from '../../complaints/settle.ts'
import { type ComplaintStore, type Ref, refOf } from '../../complaints/store.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { channelKeyOf } from '../../slack/rate-limited.ts'
import type { Instant } from '../../time/beijing.ts'
import type { createLaterChecks } from '../delivery/later-checks.ts'
import type { Delivered } from '../delivery/outbox.ts'
import type { Undelivered } from '../delivery/undelivered.ts'
import type { Fallbacks } from '../fallback/fallbacks.ts'
import type { SchedulerParts } from './parts.ts'
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

/** The work for each kind of key: a complaint, a channel with new settings, a channel with a new id. */
export function createWake(parts: Parts): Pick<SchedulerParts, 'wake' | 'rankOf' | 'channelKeyOf'> {
  const { store, channels, channelIds, deliver, fallbacks, laterChecks, undelivered, calendar, now } = parts

  async function wakeComplaint(ref: Ref): Promise<boolean> {
    const { complaint, more } = await deliver(ref)
    if (complaint) fallbacks.tend(complaint)
    if (complaint) laterChecks.tend(complaint)
    return more
  }

  return {
    async wake(key) {
      const ref = refOf(key)
      if (ref) return wakeComplaint(ref)
      const renamed = changedChannelOf(key)
      const channel = channelOf(key)
      if (renamed) await channelIds.follow(renamed)
      else if (channel) await channels.followUp(channel, () => store.replan(channel))
      else throw new Error(`Unknown kind of wake-up: ${key}`)
      return false
    },
    async rankOf(key) {
      const ref = refOf(key)
      const seen = ref && (await store.look(ref))
      if (!seen) return 0
      const { complaint, settings } = seen
      // The fallback does not wait for the channel to open.
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
