import type { ChannelIds } from './channel-ids.ts'
import type { Channels } from './channels.ts'
import type { ComplaintStore } from './store.ts'

/** Complaints and the settings of their channels, read and changed through one engine. */
export type Records = { store: ComplaintStore; channels: Channels; channelIds: ChannelIds }
