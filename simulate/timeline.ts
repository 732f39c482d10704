import { type Instant, MINUTE } from '../src/time/beijing.ts'
import { createEventQueue, isBefore, type Moment } from './event-queue.ts'

export type Timeline = ReturnType<typeof createTimeline>

/** The time of a simulated world. It jumps from one event to the next. */
export function createTimeline(start: Instant) {
  let now = start
  let order = 0
  const queue = createEventQueue()
  const looks = createLooks()
  const add = (at: Instant, work: () => void) => {
    const moment: Moment = { at, order: order++, work }
    queue.push(moment)
    return moment
  }

  /** Takes the next event, be it a look of a process or anything else. */
  function take(until: Instant): Moment | undefined {
    for (;;) {
      const event = queue.peek()
      const look = looks.earliest()
      const next = look && (!event || isBefore(look, event)) ? look : event
      if (!next || next.at > until) return undefined
      if (next !== look) {
        queue.pop()
        return next
      }
      if (look && looks.take(look, Math.min(event?.at ?? until, until))) return look
    }
  }

  return {
    now: () => now,
    /** Runs `work` at that time, at once if it is past; the returned function cancels it. */
    at(time: Instant, work: () => void): () => void {
      const moment = add(Math.max(time, now), work)
      return () => {
        moment.work = undefined
      }
    },
    /** Like `at`, for the sleep of a process: postponed by whole minutes while nothing is due. */
    lookAt: (time: Instant, work: () => void) => looks.add({ at: time, order: order++, work }, now),
    /** Keeps the next looks from being postponed, after a change that the store does not know of. */
    stir: () => looks.stir(now),
    pause: (ms: number) => new Promise<void>(resolve => void add(now + ms, resolve)),
    /** Sets the function that gives how long nothing in the store is due. */
    sleepsUntil: looks.sleepUntil,
    async run(until: Instant) {
      for (let moment = take(until); moment; moment = take(until)) {
        now = moment.at
        moment.work?.()
        // Lets everything happen that follows without time passing.
        await new Promise<void>(resolve => process.nextTick(resolve))
      }
      now = until
    },
  }
}

/**
 * Timers of processes that look whether anything is due, once a minute. Most would find nothing, and are not
 * run.
 */
function createLooks() {
  const looks = new Set<Moment>()
  let quietUntil = (): Instant => Number.NEGATIVE_INFINITY
  let stirredAt = Number.NEGATIVE_INFINITY
  return {
    add(look: Moment, now: Instant): () => void {
      // A look registered just after a stir belongs to one that was under way then.
      look.isFixed = now < stirredAt + MINUTE
      looks.add(look)
      return () => void looks.delete(look)
    },
    earliest(): Moment | undefined {
      let earliest: Moment | undefined
      for (const each of looks) if (!earliest || isBefore(each, earliest)) earliest = each
      return earliest
    },
    /** Removes a look, or postpones it and gives false if nothing is due before the next event. */
    take(look: Moment, nextEvent: Instant): boolean {
      const minutes = Math.floor((Math.min(nextEvent, quietUntil()) - look.at) / MINUTE)
      if (minutes < 1 || look.isFixed) return looks.delete(look)
      look.at += minutes * MINUTE
      return false
    },
    stir(now: Instant) {
      stirredAt = now
      for (const look of looks) look.isFixed = true
    },
    sleepUntil(quiet: () => Instant) {
      quietUntil = quiet
    },
  }
}
