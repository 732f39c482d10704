import { HOUR, type Instant, SECOND } from '../src/time/beijing.ts'
import { type Chronicle, counted } from './chronicle.ts'
import type { Point } from './faults.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** One run of the process. A dead one never gets an answer, and what it still does has no effect. */
export type Run = { alive: boolean; accepting: boolean; number: number }
type Running<P> = { run: Run; process: P }
export type Host<P> = ReturnType<typeof createHost<P>>

type World = { timeline: Timeline; chronicle: Chronicle; random: Random }
type Crash = { where: Point; points: number; downFor: number }
type Call = { to: 'store' | 'Slack'; ms: number; arrives?: boolean }

/**
 * Makes one call of a process to the outside, which takes effect after `ms`. `arrives`: even if its sender is
 * dead by then.
 */
export type Pass = <T>(run: Run, call: Call, effect: () => T) => Promise<T>

/** More calls than this at one moment, without time passing, are work without end. */
const maxAtOneMoment = 20_000
/** The same for one hour; a busy hour has some eight thousand. */
const maxPerHour = 20_000

const never = <T>() => new Promise<T>(() => {})

/**
 * The machine that the app runs on: it starts processes, kills them at planned points, and has the wall
 * clock.
 */
export function createHost<P>(world: World, open: (run: Run) => P) {
  const { timeline, chronicle, random } = world
  const crashes: Crash[] = []
  let offset = 0
  const processes = createProcesses(world, open)
  const isRestless = createCallLimit(world)

  /** A point at which a process may die. */
  function point(run: Run, where: Point) {
    if (crashes.length === 0) return
    const index = crashes.findIndex(each => each.where === where && --each.points <= 0)
    const [crash] = index < 0 ? [] : crashes.splice(index, 1)
    if (!crash) return
    counted(chronicle, `crash ${where}`)
    chronicle.broken.push({ what: 'crash', from: timeline.now(), to: timeline.now() })
    processes.end(run, crash.downFor)
    if (processes.running().length === 0 && crash.downFor >= 60 * SECOND) counted(chronicle, 'host down')
  }

  const pass: Pass = async (run, { to, ms, arrives }, effect) => {
    if (isRestless()) return never()
    if (run.alive) point(run, `before a ${to} call`)
    if (!run.alive) return never()
    if (ms > 0) await timeline.pause(ms)
    if (!run.alive && !arrives) return never()
    const result = effect()
    if (run.alive) point(run, `after a ${to} call`)
    return run.alive ? result : never()
  }

  return {
    ...processes,
    pass,
    /** A process that takes commands. */
    anyone(): Running<P> | undefined {
      const [first, ...rest] = processes.running().filter(({ run }) => run.accepting)
      return first && random.pick([first, ...rest])
    },
    /** Kills the process that comes to the nth such point from now on. */
    crashAt: (crash: Crash) => void crashes.push({ ...crash }),
    now: () => timeline.now() + offset,
    offset: () => offset,
    setClock(ms: number) {
      offset = ms
      timeline.stir()
      chronicle.offsets.push({ from: timeline.now(), ms })
    },
  }
}

function createProcesses<P>({ timeline, chronicle }: World, open: (run: Run) => P) {
  let running: Running<P>[] = []
  let runs = 0
  let downSince: Instant | undefined

  function start(): Running<P> {
    if (downSince !== undefined)
      chronicle.broken.push({ what: 'host down', from: downSince, to: timeline.now() })
    downSince = undefined
    const run = { alive: true, accepting: true, number: ++runs }
    const started = { run, process: open(run) }
    // It may have died while it started.
    if (run.alive) running.push(started)
    return started
  }

  return {
    start,
    running: () => running,
    /** Ends a run. If no other is left, another one starts after `restartAfter`. */
    end(run: Run, restartAfter?: number) {
      run.alive = false
      running = running.filter(each => each.run !== run)
      if (running.length > 0) return
      downSince = timeline.now()
      if (restartAfter !== undefined) timeline.at(timeline.now() + restartAfter, start)
    },
  }
}

/** Counts a call; true once there are so many that the app does not come to rest. */
function createCallLimit({ timeline, chronicle }: World): () => boolean {
  let moment = { at: timeline.now(), calls: 0 }
  let hour = { at: timeline.now(), calls: 0 }
  return () => {
    const now = timeline.now()
    if (moment.at !== now) moment = { at: now, calls: 0 }
    if (now - hour.at >= HOUR) hour = { at: now, calls: 0 }
    const isRestless = ++moment.calls > maxAtOneMoment || ++hour.calls > maxPerHour
    if (isRestless) chronicle.restless = moment.at
    return isRestless
  }
}
