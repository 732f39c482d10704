import type Keyv from 'keyv'
import { HOUR } from '../time/beijing.ts'

/** Slack sends an event again for some minutes. */
const rememberedMs = HOUR

/**
 * Does the work of an event once, by the record: for copies that come after a restart. Copies within the life of a process are
 * caught in memory before (`process/replays.ts`); of commands, presses and forms the record is `via` in the history.
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
