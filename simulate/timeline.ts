import { type Instant, MINUTE } from '../src/time/beijing.ts'

type Moment = { at: Instant; order: number; work: (() => void) | undefined; fixed?: boolean }

export type Timeline = ReturnType<typeof createTimeline>

/** The time of a simulated world. It jumps from one thing that happens to the next; `quietUntil` says how long the store sleeps. */
export function createTimeline(start: Instant) {
  let now = start
  let order = 0
  /** What is to happen, the next thing last. */
  const line: Moment[] = []
  /** Timers of processes that only look whether anything is due, once a minute: kept apart because most need not run. */
  const looks = new Set<Moment>()
  let quietUntil: () => Instant = () => now
  let stirred = Number.NEGATIVE_INFINITY

  const before = (a: Moment, b: Moment) => a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(moment: Moment) {
    if (!Number.isSafeInteger(moment.at)) throw new RangeError(`not a moment: ${moment.at}`)
    let [from, to] = [0, line.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = line[middle]
      if (other && before(moment, other)) from = middle + 1
      else to = middle
    }
    line.splice(from, 0, moment)
  }

  function peek(): Moment | undefined {
    while (line.length > 0 && !line.at(-1)?.work) line.pop()
    return line.at(-1)
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
        line.pop()
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
