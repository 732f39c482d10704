import type Keyv from 'keyv'
import { z } from 'zod'
import type { Instant } from '../rules/beijing.ts'
import type { Engine } from '../store/engine.ts'
import { type ChannelRef, settingsKey } from './channel-settings.ts'
import type { Complaint } from './complaint.ts'
import { type ComplaintStore, refOf } from './store.ts'

// A channel can get another id, as when it becomes shared. What is kept under the old one follows, however often that is
// told and wherever it is cut short: what is to be done is written down first, with a wake-up.

export type ChannelIds = {
  /** Writes down that a channel has another id now; what is kept under the old one follows when that wakes up. */
  changed(channel: ChannelRef, to: string, now: Instant): Promise<void>
  /** Does what was written down. */
  follow(channel: ChannelRef): Promise<void>
}

const changeKey = ({ team, channel }: ChannelRef) => `channel-id:${team}:${channel}`

/** The channel whose new id a key tells. */
export function changedChannelOf(key: string): ChannelRef | undefined {
  const [kind, team, channel] = key.split(':')
  return kind === 'channel-id' && team && channel ? { team, channel } : undefined
}

export function createChannelIds(engine: Engine, texts: Keyv<string>, store: ComplaintStore): ChannelIds {
  /** The settings, unless people have set something under the new id already. */
  async function followSettings(from: ChannelRef, to: string) {
    for (;;) {
      const key = settingsKey(from)
      const newKey = settingsKey({ ...from, channel: to })
      const text = await texts.get(key)
      const there = await texts.get(newKey)
      if (text === undefined) return
      const old = { key, expected: text, next: undefined, wakeAt: undefined }
      const copy = { key: newKey, expected: undefined, next: text, wakeAt: undefined }
      if (await engine.swap(there === undefined ? [old, copy] : [old])) return
    }
  }

  return {
    async changed(channel, to, now) {
      if (to === channel.channel) return
      const key = changeKey(channel)
      for (;;) {
        const expected = await texts.get(key)
        if (await engine.swap([{ key, expected, next: to, wakeAt: now }])) return
      }
    },
    async follow(channel) {
      const key = changeKey(channel)
      const to = await texts.get(key)
      if (to === undefined) return
      const { team, channel: from } = channel
      await followSettings(channel, to)
      for (const { key: each } of await engine.list(`complaint:${team}:${from}:`)) {
        const ref = refOf(each)
        if (ref) await store.move(ref, complaint => renamed(complaint, to), true).catch(unlessUnreadable)
      }
      await engine.swap([{ key, expected: to, next: undefined, wakeAt: undefined }])
    },
  }
}

/** A record that cannot be read holds up no other: it fails, and is logged, when it wakes up itself. */
function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error
}

/** The same complaint in the same channel, which has another id. */
function renamed(complaint: Complaint, to: string): Complaint {
  const { channel: from, outbox } = complaint
  const rename = <T extends { channel: string }>(each: T): T =>
    each.channel === from ? { ...each, channel: to } : each
  return {
    ...complaint,
    channel: to,
    outbox: {
      ...outbox,
      ...(outbox.net && { net: rename(outbox.net) }),
      ...(outbox.former && { former: outbox.former.map(rename) }),
    },
  }
}
