import type Keyv from 'keyv'
import { z } from 'zod'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine, Row } from '../store/engine.ts'
import { eachPage } from '../store/pages.ts'
import type { Instant } from '../time/beijing.ts'
import { type ChannelRef, settingsKey } from './channel-settings.ts'
import type { Complaint } from './complaint.ts'
import { complaintsOf, refOf } from './keys.ts'
import type { ComplaintStore } from './store.ts'

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

/** Each move is a transaction of its own, of some milliseconds. */
const moveBatch = 5

export function createChannelIds(engine: Engine, texts: Keyv<string>, store: ComplaintStore): ChannelIds {
  const done = { result: undefined }

  /** The settings, unless people have set something under the new id already. */
  function followSettings(from: ChannelRef, to: string) {
    const key = settingsKey(from)
    const newKey = settingsKey({ ...from, channel: to })
    return untilSwapped(`moving ${key}`, async () => {
      const text = await texts.get(key)
      const there = await texts.get(newKey)
      if (text === undefined) return done
      const old = { key, expected: text, next: undefined, wakeAt: undefined }
      const copy = { key: newKey, expected: undefined, next: text, wakeAt: undefined }
      return (await engine.swap(there === undefined ? [old, copy] : [old])) ? done : undefined
    })
  }

  async function moveAll(rows: Row[], to: string) {
    for (const ref of rows.map(({ key }) => refOf(key)))
      if (ref) await store.move(ref, complaint => renamed(complaint, to), true).catch(unlessUnreadable)
  }

  return {
    async changed(channel, to, now) {
      if (to === channel.channel) return
      const key = changeKey(channel)
      await untilSwapped(`changing ${key}`, async () => {
        const expected = await texts.get(key)
        return (await engine.swap([{ key, expected, next: to, wakeAt: now }])) ? done : undefined
      })
    },
    async follow(channel) {
      const key = changeKey(channel)
      const to = await texts.get(key)
      if (to === undefined) return
      await followSettings(channel, to)
      await eachPage(engine, complaintsOf(channel), { limit: moveBatch }, rows => moveAll(rows, to))
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
