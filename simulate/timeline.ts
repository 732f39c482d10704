import { type Instant, MINUTE } from '../src/rules/beijing.ts'

type Moment = { at: Instant; order: number; work: (() => void) | undefined; fixed?: boolean }

export type Timeline = ReturnType<typeof createTimeline>

/** The time of a simulated world. It jumps from one thing that happens to the next; `quietUntil` says how long the store sleeps. */
export function createTimeline(start: Instant) {
  let now = start
  let order = 0
  const heap: Moment[] = []
  /** Timers of processes that only look whether anything is due, once a minute: kept apart because most need not run. */
  const looks = new Set<Moment>()
  let quietUntil: () => Instant = () => now
  let stirred = Number.NEGATIVE_INFINITY

  const before = (a: Moment, b: Moment) => a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(moment: Moment) {
    if (!Number.isSafeInteger(moment.at)) throw new RangeError(`not a moment: ${moment.at}`)
    let index = heap.push(moment) - 1
    while (index > 0) {
      const up = (index - 1) >> 1
      const parent = heap[up]
      if (!parent || before(parent, moment)) break
      heap[index] = parent
      index = up
    }
    heap[index] = moment
  }

  function pop() {
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let index = 0
    for (let down = 1; down < heap.length; down = 2 * index + 1) {
      const [left, right] = [heap[down], heap[down + 1]]
      const child = right && left && before(right, left) ? right : left
      if (!child || before(last, child)) break
      heap[index] = child
      index = child === left ? down : down + 1
    }
    heap[index] = last
  }

  function peek(): Moment | undefined {
    while (heap[0] && !heap[0].work) pop()
    return heap[0]
  }

  /** Takes the next thing that happens off the line; a look that would find nothing is put off by whole minutes. */
  function take(until: Instant): Moment | undefined {
    for (;;) {
      const event = peek()
      let look: Moment | undefined
      for (const each of looks) if (!look || before(each, look)) look = each
      const next = look && (!event || before(look, event)) ? look : event
      if (!next || next.at > until) return undefined
      if (next !== look) {
        pop()
        return next
      }
      const quiet = Math.min(event?.at ?? until, quietUntil(), until)
      const minutes = Math.floor((quiet - look.at) / MINUTE)
      if (minutes < 1 || look.fixed) {
        looks.delete(look)
        return look
      }
      look.at += minutes * MINUTE
    }
  }

  return {
    now: () => now,
    /** Runs `work` at that time, at once if it is past; the returned function calls it off. */
    at(time: Instant, work: () => void): () => void {
      const moment: Moment = { at: Math.max(time, now), order: order++, work }
      push(moment)
      return () => {
        moment.work = undefined
      }
    },
    /** Like `at`, for the sleep of a process: put off by whole minutes while nothing is due. */
    lookAt(time: Instant, work: () => void): () => void {
      // What is registered just after a stir comes of a look that was under way then.
      const moment: Moment = { at: time, order: order++, work, fixed: now < stirred + MINUTE }
      looks.add(moment)
      return () => void looks.delete(moment)
    },
    /** The looks to come are not put off: something may have changed that the store does not know. */
    stir() {
      stirred = now
      for (const look of looks) look.fixed = true
    },
    pause: (ms: number) =>
      new Promise<void>(resolve => push({ at: now + ms, order: order++, work: resolve })),
    sleepsUntil(quiet: () => Instant) {
      quietUntil = quiet
    },
    async run(until: Instant) {
      for (let moment = take(until); moment; moment = take(until)) {
        now = moment.at
        moment.work?.()
        // Everything that follows from it without time passing.
        await new Promise<void>(resolve => process.nextTick(resolve))
      }
      now = until
    },
  }
}
