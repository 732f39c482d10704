import { z } from 'zod'
import { deliveries } from '../store/deliveries.ts'
import type { Damaged } from './damage.ts'
import { type ChannelRef, settingsKey } from './keys.ts'

const minuteOfDay = z.number().int().min(0).max(1439)

/**
 * From `start` until before `end`, in minutes since midnight in Beijing; past midnight when `end` is smaller.
 */
const quietHours = z.object({ start: minuteOfDay, end: minuteOfDay })
export type QuietHours = z.infer<typeof quietHours>

const settingsSchema = z.object({
  lang: z.enum(['zh', 'en']).default('zh'),
  /** User ids of the people called when nobody answers an urgent reminder. */
  backup: z.array(z.string()).default([]),
  /** `null`: reminders come at any hour. */
  quiet: quietHours.nullable().default({ start: 22 * 60, end: 8 * 60 }),
  /** The last change of a setting that moves reminders. */
  replannedAt: z.number().int().optional(),
  deliveries,
})

export type ChannelSettings = z.infer<typeof settingsSchema>

/**
 * A channel's settings, with defaults. A text that cannot be read is reported to `damaged` and counts as
 * never set, because reminders matter more than settings.
 */
export function readSettings(
  channel: ChannelRef,
  text: string | undefined,
  damaged: Damaged,
): ChannelSettings {
  if (text === undefined) return defaultSettings
  try {
    return settingsSchema.parse(JSON.parse(text))
  } catch (error) {
    damaged(settingsKey(channel), error)
    return defaultSettings
  }
}

export const defaultSettings: ChannelSettings = settingsSchema.parse({})
