import type Keyv from 'keyv'
import { untilSwapped } from '../store/compare-and-swap.ts'
import { withDelivery } from '../store/deliveries.ts'
import type { Engine } from '../store/engine.ts'
import type { Instant } from '../time/beijing.ts'
import { type ChannelSettings, readSettings } from './channel-settings.ts'
import type { Damaged } from './damage.ts'
import { type ChannelRef, settingsKey } from './keys.ts'

export type Channels = {
  settings(team: string, channel: string): Promise<ChannelSettings>
  /**
   * Changes settings, and wakes the channel at `now` to plan its complaints again. A repeated delivery `via`
   * changes nothing and returns the settings as they are.
   */
  change(
    channel: ChannelRef,
    changes: Partial<ChannelSettings>,
    now: Instant,
    via?: string,
  ): Promise<ChannelSettings>
  /** Runs `work` after a change, then clears its wake-up, unless there was another change meanwhile. */
  followUp(channel: ChannelRef, work: () => Promise<void>): Promise<void>
}

export function createChannels(engine: Engine, texts: Keyv<string>, damaged: Damaged = () => {}): Channels {
  return {
    settings: async (team, channel) =>
      readSettings({ team, channel }, await texts.get(settingsKey({ team, channel })), damaged),
    async change(channel, changes, now, via) {
      const key = settingsKey(channel)
      const moves = changes.quiet !== undefined || changes.backup !== undefined
      return untilSwapped(`changing ${key}`, async () => {
        const expected = await texts.get(key)
        const before = readSettings(channel, expected, damaged)
        if (via && before.deliveries?.includes(via)) return { result: before }
        const settings = {
          ...before,
          ...changes,
          ...(moves && { replannedAt: now }),
          ...(via && { deliveries: withDelivery(before.deliveries, via) }),
        }
        const next = JSON.stringify(settings)
        return (await engine.swap([{ key, expected, next, wakeAt: now }])) ? { result: settings } : undefined
      })
    },
    async followUp(channel, work) {
      const key = settingsKey(channel)
      const text = await texts.get(key)
      await work()
      await engine.swap([{ key, expected: text, next: text, wakeAt: undefined }])
    },
  }
}
