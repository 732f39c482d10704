import type Keyv from 'keyv'
import { HOUR } from '../rules/beijing.ts'

/** Slack sends an event again for some minutes. */
const remembered = HOUR

/** Does the work of an event; of its copies nothing is done, after a restart neither. What failed may come again. */
export type Once = (event: string, work: () => Promise<void>) => Promise<void>

export function createOnce(texts: Keyv<string>): Once {
  const underWay = new Set<string>()
  return async (event, work) => {
    if (underWay.has(event)) return
    underWay.add(event)
    try {
      const key = `event:${event}`
      if ((await texts.get(key)) !== undefined) return
      await work()
      await texts.set(key, 'done', remembered)
    } finally {
      underWay.delete(event)
    }
  }
}
