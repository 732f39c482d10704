import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFaultPanel } from 'local-slack/fault-panel.ts'
import { createPage } from 'local-slack/page-api.ts'
import { seeded, takeAppAway } from 'local-slack/seed.ts'
import { type LocalSlack, type LocalSlackOptions, type Page, startLocalSlack } from 'local-slack/server.ts'
import { createTimeStrip } from 'local-slack/time-strip.ts'
import { travellingClock } from 'local-slack/travelling-clock.ts'
import { parse } from 'yaml'
import { type AppParts, createApp } from '../src/app.ts'
import type { Connection } from '../src/config.ts'
import { createLog, type Log } from '../src/log.ts'
import { boltLog } from '../src/process/bolt-log.ts'
import { createMetrics, type Metrics } from '../src/process/metrics.ts'
import { openReception } from '../src/process/open-reception.ts'
import { createReadiness } from '../src/process/readiness.ts'
import { operatorRoutes } from '../src/process/routes.ts'
import { loadRules, type Rules } from '../src/search/load-rules.ts'
import { createSlack } from '../src/slack/create-slack.ts'
import { openEngine } from '../src/store/open.ts'
import { type Clock, systemClock } from '../src/time/clock.ts'
import { clearSample } from './clear-sample.ts'
import { extrasOf } from './extras.ts'
import { openRecords, type Records } from './records.ts'
import { createRunningApp, type RunningApp } from './running-app.ts'
import { recordSample } from './sample.ts'
import { sampleStory } from './sample-story.ts'

const manifest: unknown = parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))

export type Way = Connection['mode']

const connections: Record<Way, Connection> = {
  http: { mode: 'http', botToken: seeded.botToken, signingSecret: seeded.signingSecret },
  socket: { mode: 'socket', botToken: seeded.botToken, appToken: seeded.appToken },
}

type OnLocalSlack = Pick<AppParts, 'clock' | 'log' | 'engine' | 'rules' | 'count' | 'pace'> & {
  slack: LocalSlack
  over: Way
}

/** The app as the process wires it, but on a local Slack; not started. */
export function appOnLocalSlack({ slack, over, ...parts }: OnLocalSlack) {
  const { clock, log } = parts
  const { botToken } = seeded
  const { apiUrl } = slack
  // Bolt and the workspace date signatures by the wall clock.
  const signatureClock = over === 'http' ? systemClock : clock
  const reception = openReception(connections[over], { apiUrl, clock: signatureClock, log })
  const app = createApp({
    ...parts,
    botToken,
    apiUrl,
    adminUser: undefined,
    slack: createSlack({ token: botToken, apiUrl, now: clock.now, logger: boltLog(log) }),
    receiver: reception.receiver,
  })
  return { app, reception }
}

type Options = {
  port: number
  rules?: Rules
  logLevel?: string
  /** The workspace's present, ms since the epoch. */
  startsAt?: number
  /** Adds a channel with three complaints of the last weeks. */
  sample?: boolean
}

/**
 * Starts the app and a Slack workspace around it in this process, on one port of 127.0.0.1, with a clock that
 * can be moved ahead. Rejects when the port is taken.
 */
export async function startTryOut(options: Options) {
  const { port, rules = loadRules(), logLevel = 'warn', startsAt = Date.now(), sample = false } = options
  const log = createLog(logLevel)
  const clock = travellingClock((sample ? sampleStory(startsAt)[0]?.at : undefined) ?? startsAt)
  const faultPanel = createFaultPanel(clock.now)
  const slack = await openWorkspace({ port, now: clock.now, ...faultPanel.options })
  const folder = mkdtempSync(join(tmpdir(), 'shensu-'))
  const databaseUrl = `sqlite://${join(folder, 'try-out.sqlite')}`
  const metrics = createMetrics()
  const app = createRunningApp(() => assemble({ slack, clock, log, rules, databaseUrl, metrics }))
  const records = openRecords(databaseUrl)
  const routes = appRoutes({ app, records, metrics, clock, log })
  slack.serve(routes)
  slack.connectHttp({ url: `${slack.origin}/slack/events` })
  await app.start()

  const stops = { next: async () => (app.running() ? records.nextWake() : undefined), idle: app.idle }
  const sampleParts = { slack, records, travel: (to: number) => clock.moveTo(to, stops), idle: app.idle }
  const recorded = sample ? await recordSample(sampleParts, startsAt) : []
  faultPanel.forget()
  const { workspace } = slack
  const clear = () => clearSample(sampleParts, recorded)
  const page = createPage({
    slack,
    manifest,
    time: createTimeStrip({ clock, workspace, ...stops }),
    person: seeded.lin,
    extras: {
      ...extrasOf({ workspace, records, calendar: rules.calendar, sample: recorded, clear }),
      trouble: faultPanel.panel(slack, app),
    },
    subscribe: faultPanel.subscribe,
  })
  slack.serve((request, response) => routes(request, response) || page(request, response))

  return {
    slack,
    clock,
    records,
    origin: slack.origin.replace('127.0.0.1', 'localhost'),
    async close() {
      await slack.close()
      await app.stop()
      await records.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The app serves one workspace; people of the other meet it only in the shared channel. */
async function openWorkspace(options: Omit<LocalSlackOptions, 'manifest'>): Promise<LocalSlack> {
  const slack = await startLocalSlack({ ...options, manifest, rateLimits: false }).catch(cause => {
    const { port } = options
    throw new Error(`Cannot listen on 127.0.0.1:${port}; set PORT to another: ${cause.message}`, { cause })
  })
  takeAppAway(slack.workspace, seeded.otherTeam)
  return slack
}

type Running = { clock: Clock; log: Log; metrics: Metrics }

function assemble(parts: Running & { slack: LocalSlack; rules: Rules; databaseUrl: string }) {
  const { slack, clock, log, rules, databaseUrl, metrics } = parts
  const engine = openEngine(databaseUrl)
  const { count } = metrics
  // Without spacing, for this workspace has no rate limits.
  const pace = { spacing: 0 }
  const { app, reception } = appOnLocalSlack({ slack, over: 'http', clock, log, rules, engine, count, pace })
  metrics.watch(app.bolt)
  return { app, engine, receive: reception.onRequest }
}

/** The operator's addresses and Slack's deliveries. */
function appRoutes({ app, records, ...parts }: Running & { app: RunningApp; records: Records }): Page {
  const { metrics, clock, log } = parts
  const { health } = app
  const { now } = clock
  const readiness = createReadiness({ engine: records.engine, health, trouble: () => undefined, now })
  const routes = new Map([
    ...Object.entries(operatorRoutes({ readiness, health, metrics, openRequests: () => 0, now, log })),
    ['POST /slack/events', app.receive] as const,
  ])
  return (request: IncomingMessage & { body?: unknown }, response: ServerResponse) => {
    const handle = routes.get(`${request.method} ${request.url?.split('?', 1).join('')}`)
    if (handle === undefined) return false
    void handle(request, response)
    return true
  }
}
