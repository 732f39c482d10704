import { createApp } from './app.ts'
import { both } from './both.ts'
import { systemClock } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import { createLog, type Log } from './log.ts'
import { boltLog } from './process/bolt-log.ts'
import { createHeartbeat } from './process/heartbeat.ts'
import { createMetrics } from './process/metrics.ts'
import { createReadiness } from './process/readiness.ts'
import { openReception } from './process/reception.ts'
import { operatorRoutes } from './process/routes.ts'
import { startServer } from './process/server.ts'
import { SECOND } from './rules/beijing.ts'
import { loadRules } from './rules/rules.ts'
import { createSlack } from './slack/web.ts'
import { openEngine } from './store/open.ts'

/** After this, what is still under way is left to the next start; supervisors kill after ten seconds. */
const drainMs = 8 * SECOND

try {
  const config = readConfig(process.env)
  await run(config, createLog(config.logLevel))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}

/** Starts everything and leaves it running. Throws an Error with what to change when it cannot. */
async function run(config: Config, log: Log): Promise<void> {
  const { connection, apiUrl, adminUser, host, port } = config
  const { botToken } = connection
  const clock = systemClock
  const { now } = clock
  const [rules, engine] = both(
    () => loadRules(config),
    () => openEngine(config.databaseUrl),
  )
  const metrics = createMetrics()
  const reception = openReception(connection, { apiUrl, clock, log })
  const { receiver, onRequest, trouble } = reception
  const slack = createSlack({ token: botToken, apiUrl, now, logger: boltLog(log) })
  const { count, delayed } = metrics
  const parts = { botToken, apiUrl, adminUser, clock, log, engine, slack, rules, receiver, count, delayed }
  const app = createApp({ ...parts, afterLook: () => void heartbeat() })
  metrics.watch(app.bolt)

  const { health } = app
  const readiness = createReadiness({ engine, health, trouble, now })
  const heartbeat = config.heartbeatUrl
    ? createHeartbeat({ url: config.heartbeatUrl, readiness, health, now, log })
    : async () => {}
  const openRequests = () => server.open()
  const server = await startServer(host, port, {
    ...operatorRoutes({ readiness, health, metrics, openRequests, now, log }),
    ...(onRequest && { 'POST /slack/events': onRequest }),
  })

  async function drain() {
    reception.shut()
    await server.drain()
    await app.stop()
  }
  async function stop(signal: string) {
    log.info({ signal }, 'stopping')
    const late = new Promise<string>(resolve => setTimeout(resolve, drainMs, 'late'))
    if ((await Promise.race([drain(), late])) === 'late')
      log.warn('stopping with work under way; the next start takes it up')
    reception.close()
    await engine.close()
    log.info('stopped')
    process.exit(0)
  }
  const dieOf = (err: unknown) => {
    log.fatal({ err }, 'stopping: nobody expected this error')
    process.exit(1)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('uncaughtException', dieOf)
  process.on('unhandledRejection', dieOf)

  log.info({ mode: connection.mode, host, port: server.port }, 'listening')
  reception.open()
  await app.start()
}
