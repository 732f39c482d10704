import type { RequestListener } from 'node:http'
import type { Shensu } from '../src/app.ts'
import type { Health } from '../src/process/health.ts'
import type { Engine } from '../src/store/engine.ts'

/** The app in this process, which can be stopped and started again over the same database. */
export type RunningApp = {
  start(): Promise<void>
  /** Lets running work finish, and closes the database. */
  stop(): Promise<void>
  running(): boolean
  health(): Promise<Health>
  /** Takes Slack's deliveries; cuts the connection while the app is stopped. */
  receive: RequestListener
  /** Resolves when the app has nothing due and no work running, when it is stopped, or after two seconds. */
  idle(): Promise<void>
}

type Assembled = { app: Shensu; engine: Engine; receive: RequestListener | undefined }

const stoppedHealth: Health = {
  slack: 'the app is stopped',
  lastTick: undefined,
  backlog: 0,
  waiting: 0,
  overdueSince: undefined,
  underWay: 0,
  undelivered: { complaints: 0, since: undefined },
}

const maxIdleWaitMs = 2_000

/** `assemble` makes everything new at each start, as a new process does; only the database file stays. */
export function createRunningApp(assemble: () => Assembled): RunningApp {
  let current: Assembled | undefined
  let stopping = Promise.resolve()
  const health = async () => (await current?.app.health()) ?? stoppedHealth

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
      const until = Date.now() + maxIdleWaitMs
      for (let quiet = 0; current && quiet < 2 && Date.now() < until; ) {
        await new Promise(resolve => setTimeout(resolve, 1))
        const { backlog, waiting, underWay } = await health()
        quiet = backlog <= waiting && underWay === 0 ? quiet + 1 : 0
      }
    },
  }
}
