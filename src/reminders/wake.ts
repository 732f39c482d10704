import { channelOf } from '../complaints/channel-settings.ts'
import type { Channels } from '../complaints/channels.ts'
import { type ComplaintStore, type Ref, refOf } from '../complaints/store.ts'

type Parts = { store: ComplaintStore; channels: Channels; deliver: (ref: Ref) => Promise<void> }

/** What is done when a key wakes up: a complaint is looked after, a channel with new settings planned anew. */
export function createWake({ store, channels, deliver }: Parts): (key: string) => Promise<void> {
  return async key => {
    const ref = refOf(key)
    if (ref) return deliver(ref)
    const channel = channelOf(key)
    if (!channel) throw new Error(`Nothing to do for ${key}, which woke up`)
    await channels.followUp(channel, () => store.replan(channel))
  }
}
