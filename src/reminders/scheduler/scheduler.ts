import { type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { latestLook, queueDue } from './due.ts'
import { createLoop } from './loop.ts'
import type { SchedulerParts } from './parts.ts'
import { createRunner } from './runner.ts'
import { emptyWork, overdueSince, sleepMs } from './work.ts'

export type Scheduler = {
  start(): void
  /** Looks at once: something has changed. */
  nudge(): void
  /** Starts nothing new; resolves when all running work is done. */
  stop(): Promise<void>
  lastTick(): Instant | undefined
  /** The time since which due work has been waiting, not counting work that waits for Slack. */
  overdueSince(): Instant | undefined
  /** Keys running, plus one during a look. */
  underWay(): number
  /** Keys whose last try failed, each with the time of its first failure in a row. */
  failing(): Map<string, Instant>
  /** Keys that are due and wait for their channel to open or for a retry. */
  waiting(): number
}

/**
 * Wakes keys at their time. A single timer runs until the earliest wake-up in the store or until the next
 * channel opens, a minute at most. Each channel has its own queue of due keys, so that one that is slow,
 * full or dead does not delay the others.
 */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const { engine, clock, opensAt, afterLook, log } = parts
  const work = emptyWork()
  const loop = createLoop(look, { clock, log, isStopped: () => work.isStopped })
  const runner = createRunner(parts, work, loop.nudge)
  let last: Instant | undefined
  let lastFull = Number.NEGATIVE_INFINITY

  async function look(): Promise<number> {
    const now = clock.now()
    last ??= await latestLook(engine)
    if (last !== undefined && now < last - SECOND) {
      // The clock was set back: work that was put off by the wrong clock may be due now, so wake everything.
      work.failing.clear()
      lastFull = Number.NEGATIVE_INFINITY
      await engine.wakeAll(now)
    }
    const isFull = now - lastFull >= MINUTE
    // A wake-up stored during a look may be a moment older than that look.
    const after = last === undefined || isFull ? undefined : { at: last - SECOND, key: '' }
    await queueDue({ engine, work, runner }, { now, after })
    if (!after) lastFull = now
    runner.dispatch()
    if (work.isStopped) return 0
    last = now
    afterLook?.()
    return sleep(now)
  }

  /** Returns the ms to the next look. A wake-up that came due after this look `begun` is still ahead. */
  async function sleep(begun: Instant): Promise<number> {
    const now = clock.now()
    const nextWake = await engine.nextWake(Math.min(begun, now))
    return sleepMs(work, opensAt, { now, nextWake, lastFull })
  }

  return {
    start() {
      work.isStopped = false
      loop.nudge()
    },
    nudge: loop.nudge,
    async stop() {
      work.isStopped = true
      await loop.stop()
      await Promise.all([...work.running.values()].map(({ done }) => done))
    },
    lastTick: () => last,
    overdueSince: () => overdueSince(work, opensAt, clock.now()),
    underWay: () => work.running.size + (loop.isLooking() ? 1 : 0),
    failing: () => new Map([...work.failing].map(([key, { since }]) => [key, since])),
    waiting: () => work.queues.size() + work.failing.size,
  }
}
