import type Keyv from 'keyv'
import { z } from 'zod'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine, Row } from '../store/engine.ts'
import { eachPage } from '../store/pages.ts'
import type { Instant } from '../time/beijing.ts'
import type { Complaint } from './complaint.ts'
import { type ChannelRef, complaintsOf, refOf, settingsKey } from './keys.ts'
import type { ComplaintStore } from './store.ts'

// A channel's id can change, for instance when the channel becomes shared. The change is stored first, with a
// wake-up, and the records move when that is due: it may be reported twice, and interrupted anywhere.

export type ChannelIds = {
  /** Stores a channel's new id and a wake-up at `now`, at which `follow` moves the records of the old one. */
  changed(channel: ChannelRef, to: string, now: Instant): Promise<void>
  /** Moves the settings and complaints of a channel whose id has changed. */
  follow(channel: ChannelRef): Promise<void>
}

const changeKey = ({ team, channel }: ChannelRef) => `channel-id:${team}:${channel}`

/** The channel of a key under which a new id is stored. */
export function changedChannelOf(key: string): ChannelRef | undefined {
  const [kind, team, channel] = key.split(':')
  return kind === 'channel-id' && team && channel ? { team, channel } : undefined
}

/** Complaints moved at a time: each move is a separate transaction of some milliseconds. */
const moveBatch = 5

export function createChannelIds(engine: Engine, texts: Keyv<string>, store: ComplaintStore): ChannelIds {
  const done = { result: undefined }

  /** Settings already made under the new id stay. */
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

/** Skips a record that cannot be read: it fails, and is logged, at its own wake-up. */
function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error
}

/** The complaint under its channel's new id. */
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
