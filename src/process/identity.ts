import type Keyv from 'keyv'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'

/** The app's workspace and its own user there. */
const own = z.object({ team: z.string(), user: z.string() })
export type Own = z.infer<typeof own>

const key = 'identity'
/** A part of the three seconds that Slack waits for an acknowledgement. */
const maxWaitMs = 1.5 * SECOND

export type IdentityParts = { texts: Keyv<string>; clock: Clock; log: Log }

/** The app's identity at Slack. It is stored, so that the app can start while Slack is down. */
export function createIdentity({ texts, clock, log }: IdentityParts) {
  let known: Own | undefined
  const waiting = new Set<() => void>()

  return {
    known: () => known,
    /** Reads the identity of the last run. */
    async recall(): Promise<void> {
      known ??= await stored(texts).catch(err => {
        log.error({ err }, 'the workspace of the last run could not be read')
        return undefined
      })
    },
    async set({ team, user }: Own): Promise<void> {
      const isNew = known?.team !== team || known.user !== user
      known = { team, user }
      for (const resume of waiting) resume()
      if (isNew)
        await texts
          .set(key, JSON.stringify(known))
          .catch(err => log.error({ err }, 'the workspace could not be kept for the next start'))
    },
    /** Waits up to `maxWaitMs` for the identity to be set. */
    wait: () =>
      new Promise<void>(resolve => {
        const cancel = clock.after(maxWaitMs, done)
        function done() {
          cancel()
          waiting.delete(done)
          resolve()
        }
        waiting.add(done)
      }),
  }
}

async function stored(texts: Keyv<string>): Promise<Own | undefined> {
  const text = await texts.get(key)
  return text === undefined ? undefined : own.parse(JSON.parse(text))
}
