import type Keyv from 'keyv'
import { HOUR } from '../time/beijing.ts'

/** Longer than Slack keeps resending an event, which is some minutes. */
const rememberedMs = HOUR

/**
 * Handles an event once, even if a copy arrives after a restart. Copies that the same process receives are
 * caught earlier, in memory (`process/replays.ts`). Commands, presses and forms do not need this: their
 * copies are recognized by `via` in the complaint's history.
 */
export type Once = (event: string, work: () => Promise<void>) => Promise<void>

export function createOnce(texts: Keyv<string>): Once {
  return async (event, work) => {
    const key = `event:${event}`
    if ((await texts.get(key)) !== undefined) return
    await work()
    await texts.set(key, 'done', rememberedMs)
  }
}
