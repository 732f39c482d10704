import { createApp } from './app.ts'
import { collectErrors } from './collect-errors.ts'
import { type Config, readConfig, readPaths } from './config.ts'
import { createLog, type Log } from './log.ts'
import { hint, misspelt } from './misspelt.ts'
import { boltLog } from './process/bolt-log.ts'
import { logOpened, watchFile } from './process/database.ts'
import { createHeartbeat } from './process/heartbeat.ts'
import { createMetrics } from './process/metrics.ts'
import { openReception } from './process/open-reception.ts'
import { createReadiness } from './process/readiness.ts'
import { operatorRoutes } from './process/routes.ts'
import { type Routes, startServer } from './process/server.ts'
import { handleShutdown } from './process/shutdown.ts'
import { loadRules, type Rules } from './search/load-rules.ts'
import { createSlack } from './slack/create-slack.ts'
import { checkDatabase, openEngine } from './store/open.ts'
import { systemClock } from './time/clock.ts'

const { env } = process
try {
  // Reports all errors at once, before anything is created.
  const places = readPaths(env)
  const [config, [rules]] = collectErrors(
    () => readConfig(env),
    () =>
      collectErrors(
        () => loadRules(places),
        () => checkDatabase(places.databaseUrl),
      ),
  )
  await run(config, rules, createLog(config.logLevel))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${[message, ...misspelt(env).map(hint)].join('\n')}\n`)
  process.exit(1)
}

/** Starts everything and leaves it running. Throws an Error that says what to change. */
async function run(config: Config, rules: Rules, log: Log): Promise<void> {
  const { connection, apiUrl, adminUser, host, port } = config
  const { botToken } = connection
  const clock = systemClock
  const { now } = clock
  const routes: Routes = {}
  // Before the database is opened, so that a port already taken leaves no new file.
  const server = await startServer(host, port, routes)
  const engine = openEngine(config.databaseUrl)
  await logOpened(engine, log)
  for (const each of misspelt(env)) log.warn(each, hint(each))
  const metrics = createMetrics()
  const reception = openReception(connection, { apiUrl, clock, log })
  const { receiver, onRequest, trouble } = reception
  const slack = createSlack({ token: botToken, apiUrl, now, logger: boltLog(log) })
  const { count, delayed, lateAck, watch } = metrics
  const told = { count, delayed, lateAck, watch }
  const parts = { botToken, apiUrl, adminUser, clock, log, engine, slack, rules, receiver, ...told }
  const app = createApp({ ...parts, afterLook: () => void heartbeat() })

  const { health } = app
  const readiness = createReadiness({ engine, health, trouble, now })
  const heartbeat = config.heartbeatUrl
    ? createHeartbeat({ url: config.heartbeatUrl, readiness, health, now, log })
    : async () => {}
  const operators = operatorRoutes({ readiness, health, metrics, openRequests: server.open, now, log })
  Object.assign(routes, operators, onRequest && { 'POST /slack/events': onRequest })
  const unwatch = watchFile(engine.file, { clock, log })

  handleShutdown({
    log,
    async drain() {
      reception.shut()
      await server.drain()
      await app.stop()
    },
    async close() {
      unwatch()
      reception.close()
      await engine.close()
    },
  })

  log.info({ mode: connection.mode, host, port: server.port }, 'listening')
  reception.open()
  await app.start()
}
