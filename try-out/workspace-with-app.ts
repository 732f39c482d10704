import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFaultPanel } from 'local-slack/fault-panel.ts'
import { createPage } from 'local-slack/page-api.ts'
import { seeded, takeAppAway } from 'local-slack/seed.ts'
import { type Page, startLocalSlack } from 'local-slack/server.ts'
import { createTimeStrip } from 'local-slack/time-strip.ts'
import { travellingClock } from 'local-slack/travelling-clock.ts'
import { parse } from 'yaml'
import { createLog } from '../src/log.ts'
import { createMetrics } from '../src/process/metrics.ts'
import { createReadiness } from '../src/process/readiness.ts'
import { operatorRoutes } from '../src/process/routes.ts'
import { loadRules, type Rules } from '../src/search/load-rules.ts'
import { createRunningApp } from './app.ts'
import { clearSample } from './clear-sample.ts'
import { extrasOf } from './extras.ts'
import { openRecords } from './records.ts'
import { recordSample } from './sample.ts'
import { sampleStory } from './sample-story.ts'

const manifest: unknown = parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))

type Options = {
  port: number
  rules?: Rules
  logLevel?: string
  /** The workspace's present, ms since the epoch. */
  startsAt?: number
  /** Whether a channel with three complaints of the last weeks is there. */
  sample?: boolean
}

/**
 * The app and a Slack workspace around it in this process, on one port of 127.0.0.1, with a clock that can be moved ahead.
 * Rejects when the port is taken.
 */
export async function startTryOut(options: Options) {
  const { port, rules = loadRules(), logLevel = 'warn', startsAt = Date.now(), sample = false } = options
  const log = createLog(logLevel)
  const clock = travellingClock((sample ? sampleStory(startsAt)[0]?.at : undefined) ?? startsAt)
  const { now } = clock
  const faultPanel = createFaultPanel(now)
  const slack = await startLocalSlack({
    manifest,
    now,
    port,
    rateLimits: false,
    ...faultPanel.options,
  }).catch(cause => {
    throw new Error(`Cannot listen on 127.0.0.1:${port}; set PORT to another: ${cause.message}`, { cause })
  })
  const { workspace } = slack
  // The app serves one workspace; people of the other meet it in the shared channel alone.
  takeAppAway(workspace, seeded.otherTeam)
  const folder = mkdtempSync(join(tmpdir(), 'shensu-'))
  const databaseUrl = `sqlite://${join(folder, 'try-out.sqlite')}`
  const metrics = createMetrics()
  const app = createRunningApp({ slack, databaseUrl, clock, log, rules, metrics })
  const { health, idle } = app
  const records = openRecords(databaseUrl)
  const next = async () => (app.running() ? records.nextWake() : undefined)

  const readiness = createReadiness({ engine: records.engine, health, trouble: () => undefined, now })
  const routes = new Map([
    ...Object.entries(operatorRoutes({ readiness, health, metrics, openRequests: () => 0, now, log })),
    ['POST /slack/events', app.receive] as const,
  ])
  let page: Page = () => false
  slack.serve((request: IncomingMessage & { body?: unknown }, response: ServerResponse) => {
    const route = routes.get(`${request.method} ${request.url?.split('?', 1).join('')}`)
    if (route === undefined) return page(request, response)
    void route(request, response)
    return true
  })
  slack.connectHttp({ url: `${slack.origin}/slack/events` })
  await app.start()

  const travel = (to: number) => clock.moveTo(to, { next, idle })
  const sampleParts = { slack, records, travel, idle }
  const recorded = sample ? await recordSample(sampleParts, startsAt) : []
  faultPanel.forget()
  const clear = () => clearSample(sampleParts, recorded)
  const { calendar } = rules
  page = createPage({
    slack,
    manifest,
    time: createTimeStrip({ clock, workspace, next, idle }),
    person: seeded.lin,
    extras: {
      ...extrasOf({ workspace, records, calendar, sample: recorded, clear }),
      trouble: faultPanel.panel(slack, app),
    },
    subscribe: faultPanel.subscribe,
  })

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
