import { failedWakePause } from '../../retry-policy.ts'
import type { WakeUp } from '../../store/engine.ts'
import { type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { createQueues, type Queues } from './queues.ts'

// The scheduler's state, and its decisions as pure functions over it.

type OpensAt = (channelKey: string) => Instant

export type Work = {
  queues: Queues
  running: Map<string, { channelKey: string; since: Instant; done: Promise<void> }>
  /** Keys that became due again while they were running. */
  dueAgain: Set<string>
  /** `since`: the first failure in a row; `until`: the next try. */
  failing: Map<string, { since: Instant; until: Instant }>
  isStopped: boolean
}

const minSleep = 20

export const emptyWork = (): Work => ({
  queues: createQueues(),
  running: new Map(),
  dueAgain: new Set(),
  failing: new Map(),
  isStopped: true,
})

/** Channels whose next key can run: open, and with no key running. Least recently served first. */
export function readyChannels({ queues, running }: Work, opensAt: OpensAt, now: Instant): string[] {
  const busy = new Set([...running.values()].map(({ channelKey }) => channelKey))
  return queues.channels().filter(channelKey => !busy.has(channelKey) && opensAt(channelKey) <= now)
}

export function decideOn(
  { key, at }: WakeUp,
  { queues, running, failing }: Work,
  now: Instant,
): 'queue' | 'run again' | 'leave' {
  const current = running.get(key)
  if (current) return at >= current.since ? 'run again' : 'leave'
  return queues.has(key) || (failing.get(key)?.until ?? 0) > now ? 'leave' : 'queue'
}

export function noteFailure({ failing }: Work, key: string, now: Instant): void {
  failing.set(key, { since: failing.get(key)?.since ?? now, until: now + failedWakePause })
}

/** Forgets failures of keys that are no longer due, because another process has handled them. */
export function forgetFailures({ failing, running }: Work, stillDue: Set<string>): void {
  for (const key of failing.keys()) if (!stillDue.has(key) && !running.has(key)) failing.delete(key)
}

/**
 * The time since which the oldest key runs, fails or could run. Keys of a channel that is not open do not
 * count.
 */
export function overdueSince(work: Work, opensAt: OpensAt, now: Instant): Instant | undefined {
  const idle = readyChannels(work, opensAt, now).flatMap(channelKey => work.queues.in(channelKey))
  const all = [...work.running.values(), ...work.failing.values(), ...idle]
  return all.length > 0 ? all.reduce((first, { since }) => Math.min(first, since), Infinity) : undefined
}

/** Milliseconds until the next wake-up, the next full look or the first channel with waiting keys opens. */
export function sleepMs(
  { queues }: Work,
  opensAt: OpensAt,
  { now, nextWake = Infinity, lastFull }: { now: Instant; nextWake: Instant | undefined; lastFull: Instant },
): number {
  // The next look detects a clock set back during this one, so it must come within a minute.
  const nextFull = Math.min(lastFull, now) + MINUTE
  const openings = queues.channels().map(opensAt)
  const ahead = openings.filter(at => at > now)
  const until = Math.min(nextFull, Math.max(nextWake, now + SECOND), ...ahead)
  return Math.max(until - now, minSleep)
}
