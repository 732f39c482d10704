import type { Clock } from '../clock.ts'
import { type Ref, refOf } from '../complaints/store.ts'
import type { Log } from '../log.ts'
import { type Instant, MINUTE, SECOND } from '../rules/beijing.ts'
import type { Engine } from '../store/engine.ts'

export type Alarm = {
  start(): void
  /** Looks at once: something has changed. */
  nudge(): void
  /** No more wake-ups; resolves when the ones under way are done. */
  stop(): Promise<void>
  lastTick(): Instant | undefined
  /** When the oldest wake-up came that was still to be looked after at the last look, if there was one. */
  overdueSince(): Instant | undefined
  /** How many complaints are being looked after, and whether the store is being asked. */
  underWay(): number
}

export type AlarmParts = {
  engine: Engine
  clock: Clock
  deliver: (ref: Ref) => Promise<void>
  /** Called whenever the alarm has looked at what is due. */
  afterLook?: () => void
  log: Log
}

const batch = 200
const atOnce = 8
const longestSleep = MINUTE

/**
 * One timer to the earliest wake-up in the store, a minute at most. What is due is handed to `deliver`, several at once.
 * A complaint that fails is left alone for a minute and never holds up another.
 */
export function createAlarm({ engine, clock, deliver, afterLook, log }: AlarmParts): Alarm {
  const resting = new Map<string, Instant>()
  const running = new Map<string, Promise<void>>()
  let cancel = () => {}
  let stopped = true
  let looking: Promise<void> | undefined
  let lookAgain = false
  let last: Instant | undefined
  let oldest: Instant | undefined

  async function run(key: string) {
    try {
      const ref = refOf(key)
      if (ref) await deliver(ref)
      resting.delete(key)
    } catch (err) {
      resting.set(key, clock.now() + MINUTE)
      log.error({ err, key }, 'a complaint could not be looked after; trying again in a minute')
    } finally {
      running.delete(key)
      nudge()
    }
  }

  async function look(): Promise<void> {
    const now = clock.now()
    // A clock that was set back: what was put off until its wrong time is looked at now.
    if (last !== undefined && now < last - SECOND) {
      resting.clear()
      await engine.wakeAll(now)
    }
    for (const [key, until] of resting) if (until <= now) resting.delete(key)
    const due = await engine.due(now, batch + resting.size + running.size)
    if (stopped) return
    for (const { key } of due) {
      if (running.size >= atOnce) break
      if (!running.has(key) && !resting.has(key)) running.set(key, Promise.resolve(key).then(run))
    }
    last = now
    oldest = due[0]?.at
    afterLook?.()
    // Whoever finishes looks again; the timer is for what is not due yet.
    const next = await engine.nextWake()
    const sleep =
      next === undefined ? longestSleep : Math.min(longestSleep, Math.max(next - clock.now(), SECOND))
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
        if (!stopped) cancel = clock.after(SECOND, nudge)
      })
      .finally(() => {
        looking = undefined
        if (!lookAgain) return
        lookAgain = false
        nudge()
      })
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
      await Promise.all(running.values())
    },
    lastTick: () => last,
    overdueSince: () => oldest,
    underWay: () => running.size + (looking ? 1 : 0),
  }
}
