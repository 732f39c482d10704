import type { Health } from '../app.ts'
import type { Log } from '../log.ts'
import { type Instant, MINUTE, SECOND } from '../time/beijing.ts'
import type { Problems } from './readiness.ts'

/** How long a complaint may be overdue, for reasons that are not Slack's, until somebody is to notice. */
const maxDelay = 10 * MINUTE
const between = MINUTE
const patience = 5 * SECOND

export type HeartbeatParts = {
  /** Called with GET. Whoever knows it can pretend to be this app, so it is never logged. */
  url: string
  readiness: () => Promise<Problems>
  health: () => Promise<Pick<Health, 'overdueSince'>>
  now: () => Instant
  log: Log
}

/**
 * To be called after each look at what is due: tells a monitor that all is well, and does not when it is not.
 * A monitor that cannot be reached is logged and harms nothing.
 */
export function createHeartbeat({ url, readiness, health, now, log }: HeartbeatParts) {
  let last: Instant | undefined
  let busy = false
  let said = ''

  async function troubleOf(): Promise<object | undefined> {
    const problems = await readiness()
    if (Object.keys(problems).length > 0) return problems
    const { overdueSince = now() } = await health()
    return now() - overdueSince > maxDelay ? { overdueSince } : undefined
  }

  async function call() {
    last = now()
    const { ok, status, body } = await fetch(url, { signal: AbortSignal.timeout(patience) })
    await body?.cancel()
    if (!ok) log.warn({ status }, 'the heartbeat was not taken')
  }

  return async (): Promise<void> => {
    if (busy || (last !== undefined && now() >= last && now() - last < between)) return
    busy = true
    try {
      const trouble = await troubleOf()
      // Looks are many: the same trouble is said once.
      const words = JSON.stringify(trouble ?? '')
      if (trouble && words !== said) log.warn(trouble, 'no heartbeat: the app is not well')
      said = words
      if (!trouble) await call()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      log.warn({ error: name }, 'the heartbeat could not be sent')
    } finally {
      busy = false
    }
  }
}
