import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HTTPReceiver } from '@slack/bolt'
import { parse } from 'yaml'
import { createPage } from './local-slack/page-api.ts'
import { commandHints } from './local-slack/page-commands.ts'
import { seeded } from './local-slack/seed.ts'
import { startLocalSlack } from './local-slack/server.ts'
import { createTimeStrip } from './local-slack/time-strip.ts'
import { travellingClock } from './local-slack/travelling-clock.ts'
import { createApp } from './src/app.ts'
import { createLog } from './src/log.ts'
import { boltLog } from './src/process/bolt-log.ts'
import { createMetrics } from './src/process/metrics.ts'
import { createReadiness } from './src/process/readiness.ts'
import { operatorRoutes } from './src/process/routes.ts'
import { loadRules } from './src/rules/rules.ts'
import { createSlack } from './src/slack/web.ts'
import { openEngine } from './src/store/open.ts'

const manifest: unknown = parse(readFileSync(new URL('./manifest.yml', import.meta.url), 'utf8'))

type Options = { port: number; env?: NodeJS.ProcessEnv; startsAt?: number }

/** How long a stop of the clock waits for the app, in ms. */
const patience = 2_000

/**
 * The app and a Slack workspace around it in this process, on one port of 127.0.0.1, with a clock that can be moved ahead
 * from `startsAt` (ms). Rejects when the port is taken.
 */
export async function startTryOut({ port, env = {}, startsAt = Date.now() }: Options) {
  const rules = loadRules({ ruleBook: env.RULE_BOOK || undefined, holidays: env.HOLIDAYS || undefined })
  const log = createLog(env.LOG_LEVEL || 'warn')
  const clock = travellingClock(startsAt)
  const { now } = clock
  const slack = await startLocalSlack({ manifest, now, port, rateLimits: false }).catch(cause => {
    throw new Error(`Cannot listen on 127.0.0.1:${port}; set PORT to another: ${cause.message}`, { cause })
  })
  const folder = mkdtempSync(join(tmpdir(), 'shensu-'))
  const engine = openEngine(`sqlite://${join(folder, 'try-out.sqlite')}`)
  const metrics = createMetrics()
  const receiver = new HTTPReceiver({ signingSecret: seeded.signingSecret, logger: boltLog(log) })
  const toSlack = { apiUrl: slack.apiUrl, now, logger: boltLog(log) }
  const app = createApp({
    botToken: seeded.botToken,
    apiUrl: slack.apiUrl,
    adminUser: undefined,
    clock,
    log,
    engine,
    slack: createSlack({ token: seeded.botToken, ...toSlack }),
    rules,
    receiver,
    count: metrics.count,
    // This workspace counts nothing, so nobody need wait.
    pace: { spacing: 0 },
  })
  metrics.watch(app.bolt)

  async function idle() {
    const until = Date.now() + patience
    for (let quiet = 0; quiet < 2 && Date.now() < until; ) {
      await new Promise(resolve => setTimeout(resolve, 1))
      const { backlog, underWay } = await app.health()
      quiet = backlog === 0 && underWay === 0 ? quiet + 1 : 0
    }
  }

  const { health } = app
  const next = () => engine.nextWake()
  const readiness = createReadiness({ engine, health, trouble: () => undefined, now })
  const page = createPage({
    slack,
    commands: commandHints(manifest),
    time: createTimeStrip({ clock, workspace: slack.workspace, next, idle }),
    person: seeded.lin,
  })
  const routes = new Map([
    ...Object.entries(operatorRoutes({ readiness, health, metrics, openRequests: () => 0, now, log })),
    ['POST /slack/events', receiver.requestListener] as const,
  ])
  slack.serve((request: IncomingMessage & { body?: unknown }, response: ServerResponse) => {
    const route = routes.get(`${request.method} ${request.url?.split('?', 1).join('')}`)
    if (route === undefined) return page(request, response)
    void route(request, response)
    return true
  })
  slack.connectHttp({ url: `${slack.origin}/slack/events` })
  await app.start()

  return {
    slack,
    clock,
    origin: slack.origin.replace('127.0.0.1', 'localhost'),
    async close() {
      await slack.close()
      await app.stop()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
