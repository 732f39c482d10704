import type Keyv from 'keyv'
import { z } from 'zod'
import type { Engine } from '../store/engine.ts'

const settingsSchema = z.object({ lang: z.enum(['zh', 'en']).default('zh') })

/** What a channel's people have set. */
export type ChannelSettings = z.infer<typeof settingsSchema>

export type Channels = {
  settings(team: string, channel: string): Promise<ChannelSettings>
  change(team: string, channel: string, changes: Partial<ChannelSettings>): Promise<ChannelSettings>
}

/** The settings of each channel, with defaults for what was never set. */
export function createChannels(engine: Engine, texts: Keyv<string>): Channels {
  const keyOf = (team: string, channel: string) => `channel:${team}:${channel}`
  const read = (text: string | undefined) => settingsSchema.parse(text === undefined ? {} : JSON.parse(text))
  return {
    settings: async (team, channel) => read(await texts.get(keyOf(team, channel))),
    async change(team, channel, changes) {
      for (;;) {
        const key = keyOf(team, channel)
        const expected = await texts.get(key)
        const settings = { ...read(expected), ...changes }
        if (await engine.swap([{ key, expected, next: JSON.stringify(settings), wakeAt: undefined }]))
          return settings
      }
    },
  }
}
