import type Keyv from 'keyv'
import { HOUR } from '../time/beijing.ts'

/** Slack resends an event for some minutes. */
const rememberedMs = HOUR

/**
 * Handles an event once, also across restarts. Copies within the life of a process are caught in memory first
 * (`process/replays.ts`); commands, presses and forms are recognized by `via` in the history.
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
