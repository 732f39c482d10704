import { HOUR, type Instant, SECOND } from '../src/time/beijing.ts'
import type { Random } from './chance.ts'
import { type Chronicle, counted } from './chronicle.ts'
import type { Point } from './faults.ts'
import type { Timeline } from './timeline.ts'

/** One run of the process. What a dead one still waits for never comes, and what it still does has no effect. */
export type Life = { alive: boolean; accepting: boolean; number: number }

type Running<P> = { life: Life; process: P }
export type Host<P> = ReturnType<typeof createHost<P>>

/** Calls at one moment, without time passing: more than this is work without end. */
const maxAtOnce = 20_000
/** Calls in one hour, likewise; a busy hour has some eight thousand. */
const maxPerHour = 20_000

const never = <T>() => new Promise<T>(() => {})

/** The machine that the app runs on: it starts it, kills it at a point of its choosing, and has the wall clock. */
export function createHost<P>(
  world: { timeline: Timeline; chronicle: Chronicle; random: Random },
  open: (life: Life) => P,
) {
  const { timeline, chronicle, random } = world
  let running: Running<P>[] = []
  let born = 0
  const armed: { where: Point; points: number; downFor: number }[] = []
  let downSince: Instant | undefined
  let offset = 0
  let busy = { at: timeline.now(), calls: 0 }
  let hour = { at: timeline.now(), calls: 0 }

  function start(): Running<P> {
    if (downSince !== undefined)
      chronicle.broken.push({ what: 'host down', from: downSince, to: timeline.now() })
    downSince = undefined
    const life = { alive: true, accepting: true, number: ++born }
    const started = { life, process: open(life) }
    // It may have died while it started.
    if (life.alive) running.push(started)
    return started
  }

  /** When no other is running, another is started after that time. */
  function end(life: Life, restartAfter?: number) {
    life.alive = false
    running = running.filter(each => each.life !== life)
    if (running.length > 0) return
    downSince = timeline.now()
    if (restartAfter !== undefined) timeline.at(timeline.now() + restartAfter, start)
  }

  /** A place where a process may die. */
  function point(life: Life, where: Point) {
    if (armed.length === 0) return
    const index = armed.findIndex(each => each.where === where && --each.points <= 0)
    const [crash] = index < 0 ? [] : armed.splice(index, 1)
    if (!crash) return
    const { downFor } = crash
    counted(chronicle, `crash ${where}`)
    chronicle.broken.push({ what: 'crash', from: timeline.now(), to: timeline.now() })
    end(life, downFor)
    if (running.length === 0 && downFor >= 60 * SECOND) counted(chronicle, 'host down')
  }

  return {
    start,
    end,
    running: () => running,
    /** A process that takes commands. */
    anyone(): Running<P> | undefined {
      const [first, ...rest] = running.filter(({ life }) => life.accepting)
      return first && random.pick([first, ...rest])
    },
    /** The process that comes to the nth such point from now on dies there. */
    crashAt: (crash: (typeof armed)[number]) => void armed.push({ ...crash }),
    now: () => timeline.now() + offset,
    offset: () => offset,
    setClock(ms: number) {
      offset = ms
      timeline.stir()
      chronicle.offsets.push({ from: timeline.now(), ms })
    },
    /** One call of a process to the outside, which takes effect after `ms`. `arrives`: also when its sender is dead by then. */
    async pass<T>(
      life: Life,
      { to, ms, arrives }: { to: 'store' | 'Slack'; ms: number; arrives?: boolean },
      effect: () => T,
    ) {
      if (busy.at !== timeline.now()) busy = { at: timeline.now(), calls: 0 }
      if (timeline.now() - hour.at >= HOUR) hour = { at: timeline.now(), calls: 0 }
      if (++busy.calls > maxAtOnce || ++hour.calls > maxPerHour) {
        chronicle.restless = busy.at
        return never<T>()
      }
      if (life.alive) point(life, `before a ${to} call`)
      if (!life.alive) return never<T>()
      if (ms > 0) await timeline.pause(ms)
      if (!life.alive && !arrives) return never<T>()
      const result = effect()
      if (life.alive) point(life, `after a ${to} call`)
      return life.alive ? result : never<T>()
    },
  }
}
