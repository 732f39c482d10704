import type { Log } from '../../log.ts'
import { failedWakePause, storePause } from '../../retry-policy.ts'
import type { Engine, WakeUp } from '../../store/engine.ts'
import { type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import type { Clock } from '../../time/clock.ts'
import { createQueues } from './queues.ts'

export type Scheduler = {
  start(): void
  /** Looks at once: something has changed. */
  nudge(): void
  /** No more wake-ups; resolves when the ones under way are done. */
  stop(): Promise<void>
  lastTick(): Instant | undefined
  /** Since when something has been undone for reasons that are not Slack's, if anything has. */
  overdueSince(): Instant | undefined
  /** How many keys are being looked after, and whether the store is being asked. */
  underWay(): number
  /** The keys whose last try failed, each with the time of its first failure in a row. */
  failing(): Map<string, Instant>
  /** How many keys are due and wait for their lane to open, or to be tried again. */
  waiting(): number
}

export type SchedulerParts = {
  engine: Engine
  clock: Clock
  /** Looks after a key, and sees to it that it does not stay due; true: it does, and there is more to do once its lane is open. */
  wake: (key: string) => Promise<boolean>
  /** Whose turn comes first in a lane: the lowest. */
  rankOf: (key: string) => Promise<number>
  /** Keys of one lane are looked after one at a time, and only while it is open. */
  channelKeyOf: (key: string) => string
  opensAt: (channelKey: string) => Instant
  /** Called whenever the alarm has looked at what is due. */
  afterLook?: () => void
  log: Log
}

/** Wake-ups read at once: ranking them takes some ten milliseconds. */
const page = 25
/** Wake-ups ranked before the most urgent of them are looked after. */
const batch = 500
const atOnce = 32
const minSleep = 20
const latestKey = 'alarm:latest'

/**
 * One timer to the earliest wake-up in the store or the next lane that opens, a minute at most. What is due waits in lanes,
 * so that one that is slow, full or dead delays no other. A key that fails is left alone for a minute.
 */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const { engine, clock, wake, rankOf, channelKeyOf, opensAt, afterLook, log } = parts
  const queues = createQueues()
  const running = new Map<string, { channelKey: string; since: Instant; done: Promise<void> }>()
  /** Keys that became due again while they were being looked after. */
  const again = new Set<string>()
  const failing = new Map<string, { since: Instant; until: Instant }>()
  let cancel = () => {}
  let stopped = true
  let looking: Promise<void> | undefined
  let lookAgain = false
  let last: Instant | undefined
  let lastFull = Number.NEGATIVE_INFINITY

  async function add(key: string) {
    const rank = await rankOf(key).catch(() => Number.POSITIVE_INFINITY)
    if (!queues.has(key)) queues.add(channelKeyOf(key), { key, rank, since: clock.now() })
  }

  async function run(key: string) {
    let more = false
    try {
      more = await wake(key)
      failing.delete(key)
    } catch (err) {
      const now = clock.now()
      failing.set(key, { since: failing.get(key)?.since ?? now, until: now + failedWakePause })
      log.error({ err, key }, 'this could not be looked after; trying again in a minute')
    }
    if ((again.delete(key) || more) && !failing.has(key) && !stopped) await add(key)
    running.delete(key)
    nudge()
  }

  /** Takes note of what has become due since the last look, once a minute of all that is. */
  async function gather(now: Instant) {
    const isFull = now - lastFull >= MINUTE
    // What is stored within a moment of a look may be older than that look.
    let after: WakeUp | undefined
    if (isFull) queues.clear()
    else if (last !== undefined) after = { at: last - SECOND, key: '' }
    const stillFailing = new Set<string>()
    for (let ranked = page; ; ranked += page) {
      const due = await engine.due(now, page, after)
      for (const { key, at } of due) {
        if (failing.has(key)) stillFailing.add(key)
        const since = running.get(key)?.since
        if (since !== undefined) {
          if (at >= since) again.add(key)
        } else if (!queues.has(key) && (failing.get(key)?.until ?? 0) <= now) await add(key)
      }
      after = due.at(-1)
      if (due.length < page) break
      if (ranked % batch === 0) dispatch()
    }
    if (!isFull) return
    for (const key of failing.keys()) if (!stillFailing.has(key) && !running.has(key)) failing.delete(key)
    await engine.adapter.set(latestKey, String(now))
    lastFull = now
  }

  /** When any run of the app has last looked, to notice that the clock was set back while none was running. */
  async function latest(): Promise<Instant | undefined> {
    const text = await engine.adapter.get<string>(latestKey)
    const at = Number(text ?? Number.NaN)
    return Number.isSafeInteger(at) ? at : undefined
  }

  function dispatch() {
    const busy = new Set([...running.values()].map(({ channelKey }) => channelKey))
    for (const channelKey of queues.lanes()) {
      if (stopped || running.size >= atOnce) return
      if (busy.has(channelKey) || opensAt(channelKey) > clock.now()) continue
      const next = queues.next(channelKey)
      if (!next) continue
      const done = Promise.resolve(next.key).then(run)
      running.set(next.key, { channelKey, since: clock.now(), done })
    }
  }

  /**
   * Time until the next look: the next wake-up, the next full look, or a lane that opens for a waiting key. Wake-ups that came due
   * since the look began at `attemptStarted` count as next, because that look has not seen them.
   */
  async function sleepMs(begun: Instant): Promise<number> {
    const now = clock.now()
    const next = await engine.nextWake(Math.min(begun, now))
    // The clock may have been set back during this very look, which is what the next one has to find out.
    const nextFull = Math.min(lastFull, now) + MINUTE
    let until = Math.min(nextFull, Math.max(next ?? Number.POSITIVE_INFINITY, now + SECOND))
    for (const channelKey of queues.lanes()) {
      const at = opensAt(channelKey)
      if (at > now) until = Math.min(until, at)
    }
    return Math.max(until - now, minSleep)
  }

  async function look(): Promise<void> {
    const now = clock.now()
    last ??= await latest()
    // A clock that was set back: what was put off until its wrong time is looked at now.
    if (last !== undefined && now < last - SECOND) {
      failing.clear()
      lastFull = Number.NEGATIVE_INFINITY
      await engine.wakeAll(now)
    }
    await gather(now)
    if (stopped) return
    dispatch()
    last = now
    afterLook?.()
    // Whoever finishes looks again; the timer is for what is not due yet.
    const sleep = await sleepMs(now)
    if (!stopped) cancel = clock.after(sleep, nudge)
  }

  function nudge() {
    if (stopped) return
    if (looking) {
      lookAgain = true
      return
    }
    cancel()
    looking = look()
      .catch(err => {
        log.error({ err }, 'the store could not be asked what is due; trying again')
        if (!stopped) cancel = clock.after(storePause, nudge)
      })
      .finally(() => {
        looking = undefined
        if (!lookAgain) return
        lookAgain = false
        nudge()
      })
  }

  function overdueSince(): Instant | undefined {
    const busy = new Set([...running.values()].map(({ channelKey }) => channelKey))
    const idle = queues
      .lanes()
      .filter(channelKey => !busy.has(channelKey) && opensAt(channelKey) <= clock.now())
    const all = [
      ...running.values(),
      ...failing.values(),
      ...idle.flatMap(channelKey => queues.in(channelKey)),
    ]
    return all.length > 0 ? all.reduce((first, { since }) => Math.min(first, since), Infinity) : undefined
  }

  return {
    start() {
      stopped = false
      nudge()
    },
    nudge,
    async stop() {
      stopped = true
      cancel()
      await looking
      await Promise.all([...running.values()].map(({ done }) => done))
    },
    lastTick: () => last,
    overdueSince,
    underWay: () => running.size + (looking ? 1 : 0),
    failing: () => new Map([...failing].map(([key, { since }]) => [key, since])),
    waiting: () => queues.size() + failing.size,
  }
}
