import type Keyv from 'keyv'
import type { Check, Engine, Swap } from '../store/engine.ts'
import type { Instant } from '../time/beijing.ts'
import { type ChannelSettings, readSettings } from './channel-settings.ts'
import { type Complaint, complaintSchema, isOpen } from './complaint.ts'
import type { Damaged } from './damage.ts'
import { type ChannelRef, keyOf, type Ref, settingsKey } from './keys.ts'
import type { Pointers } from './pointers.ts'
import { readComplaint } from './read-complaint.ts'

/** The inputs that all operations of a complaint store share. */
export type StoreContext = {
  engine: Engine
  texts: Keyv<string>
  pointers: Pointers
  damaged: Damaged
  /** Computes a complaint's wake-up. */
  wakeAt: (complaint: Complaint, settings: ChannelSettings) => Instant | undefined
  /** Called with each complaint that was stored or planned again, and the wake-up that it got. */
  stored: (complaint: Complaint, settings: ChannelSettings, wakeAt: Instant | undefined) => void
}

/** The result of an attempt to swap; `undefined` if one of its inputs has changed meanwhile. */
export type Attempted<T> = Promise<{ result: T } | undefined>

/** The complaint as it will be when read from the store. Throws if it could not be read. */
export const checked = (complaint: Complaint): Complaint => complaintSchema.parse(complaint)

/** A channel's settings, and the check that they have not changed when a plan made from them is stored. */
export async function settingsOf(
  { texts, damaged }: StoreContext,
  channel: ChannelRef,
): Promise<{ settings: ChannelSettings; check: Check }> {
  const key = settingsKey(channel)
  const expected = await texts.get(key)
  return { settings: readSettings(channel, expected, damaged), check: { key, expected } }
}

/** A complaint, its text and its channel's settings, all read at one moment. */
export async function snapshotOf({ texts, damaged }: StoreContext, ref: Ref) {
  const keys = { complaint: keyOf(ref), settings: settingsKey(ref) }
  const [text, expected] = await texts.getMany([keys.complaint, keys.settings])
  if (text === undefined) return undefined
  const complaint = readComplaint({ key: keys.complaint, text })
  const check: Check = { key: keys.settings, expected }
  return { text, complaint, settings: readSettings(ref, expected, damaged), check }
}

/**
 * The swap of a complaint's text, with its wake-up. A closed complaint that still has a wake-up is marked as
 * open too, because its channel's settings and the clock still matter to it.
 */
export function plannedSwap(
  { wakeAt }: StoreContext,
  complaint: Complaint,
  settings: ChannelSettings,
  swap: Pick<Swap, 'expected' | 'next'>,
): Swap {
  const at = wakeAt(complaint, settings)
  return { key: keyOf(complaint), ...swap, wakeAt: at, open: isOpen(complaint) || at !== undefined }
}

/** The swap that writes a complaint in place of the text `expected`. */
export const writingSwap = (
  context: StoreContext,
  complaint: Complaint,
  settings: ChannelSettings,
  expected: string | undefined,
): Swap => plannedSwap(context, complaint, settings, { expected, next: JSON.stringify(complaint) })
