import type { Log } from '../log.ts'
import { type Instant, MINUTE, SECOND } from '../time/beijing.ts'
import type { Health } from './health.ts'
import type { Problems } from './readiness.ts'

/** Heartbeats stop when a complaint is overdue this long for reasons other than Slack. */
const maxDelay = 10 * MINUTE
const intervalMs = MINUTE
const timeoutMs = 5 * SECOND

export type HeartbeatParts = {
  /** Requested with GET. Secret, so never logged: whoever knows it can pretend to be this app. */
  url: string
  readiness: () => Promise<Problems>
  health: () => Promise<Pick<Health, 'overdueSince'>>
  now: () => Instant
  log: Log
}

/**
 * Creates a function to call after each run of the scheduler. While the app is well, it sends a heartbeat to
 * a monitor, at most one a minute. If the monitor cannot be reached, that is only logged.
 */
export function createHeartbeat({ url, readiness, health, now, log }: HeartbeatParts) {
  let last: Instant | undefined
  let isBusy = false
  let logged = ''

  async function problemsNow(): Promise<object | undefined> {
    const problems = await readiness()
    if (Object.keys(problems).length > 0) return problems
    const { overdueSince = now() } = await health()
    return now() - overdueSince > maxDelay ? { overdueSince } : undefined
  }

  async function send() {
    last = now()
    const { ok, status, body } = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
    await body?.cancel()
    if (!ok) log.warn({ status }, 'the heartbeat was not taken')
  }

  return async (): Promise<void> => {
    if (isBusy || (last !== undefined && now() >= last && now() - last < intervalMs)) return
    isBusy = true
    try {
      const problems = await problemsNow()
      // The same problems are logged once, not with every run.
      const text = JSON.stringify(problems ?? '')
      if (problems && text !== logged) log.warn(problems, 'no heartbeat: the app is not well')
      logged = text
      if (!problems) await send()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      log.warn({ error: name }, 'the heartbeat could not be sent')
    } finally {
      isBusy = false
    }
  }
}
