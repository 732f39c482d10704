import type { RequestListener } from 'node:http'
import type { LocalSlack } from 'local-slack/server.ts'
import type { Health } from '../src/app.ts'
import type { Log } from '../src/log.ts'
import type { Metrics } from '../src/process/metrics.ts'
import type { Rules } from '../src/search/load-rules.ts'
import { openEngine } from '../src/store/open.ts'
import type { Clock } from '../src/time/clock.ts'
import { appOnLocalSlack } from './app-on-local-slack.ts'

export type RunningParts = {
  slack: LocalSlack
  databaseUrl: string
  clock: Clock
  log: Log
  rules: Rules
  metrics: Metrics
}

/** The app in this process, which can be stopped and started again over the same database. */
export type RunningApp = {
  start(): Promise<void>
  /** Lets what is under way finish, and closes the database. */
  stop(): Promise<void>
  running(): boolean
  health(): Promise<Health>
  /** Takes what Slack sends; while the app is stopped nobody answers. */
  receive: RequestListener
  /** Resolves when the app has nothing due and nothing under way, or is stopped. */
  idle(): Promise<void>
}

const away: Health = {
  slack: 'the app is stopped',
  lastTick: undefined,
  backlog: 0,
  waiting: 0,
  overdueSince: undefined,
  underWay: 0,
  undelivered: { complaints: 0, since: undefined },
}

/** How long `idle` waits, in ms. */
const patience = 2_000

/** Everything is made anew at each start, as by a new process; only the file lasts. */
export function createRunningApp({ databaseUrl, ...parts }: RunningParts): RunningApp {
  const { metrics } = parts
  let current: ReturnType<typeof assemble> | undefined
  let stopping = Promise.resolve()

  function assemble() {
    const engine = openEngine(databaseUrl)
    const { count } = metrics
    const { app, reception } = appOnLocalSlack({
      ...parts,
      over: 'http',
      engine,
      count,
      // This workspace counts nothing, so nobody need wait.
      pace: { spacing: 0 },
    })
    metrics.watch(app.bolt)
    return { app, engine, receive: reception.onRequest }
  }

  const health = async () => (await current?.app.health()) ?? away

  return {
    async start() {
      await stopping
      if (current) return
      current = assemble()
      await current.app.start()
    },
    async stop() {
      const last = current
      current = undefined
      if (last) stopping = last.app.stop().then(() => last.engine.close())
      await stopping
    },
    running: () => current !== undefined,
    health,
    receive(request, response) {
      if (current?.receive) current.receive(request, response)
      else request.socket.destroy()
    },
    async idle() {
      const until = Date.now() + patience
      for (let quiet = 0; current && quiet < 2 && Date.now() < until; ) {
        await new Promise(resolve => setTimeout(resolve, 1))
        const { backlog, waiting, underWay } = await health()
        quiet = backlog <= waiting && underWay === 0 ? quiet + 1 : 0
      }
    },
  }
}
