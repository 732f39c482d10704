import type { ServerResponse } from 'node:http'
import type { Log } from '../log.ts'
import type { Instant } from '../time/beijing.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { Problems } from './readiness.ts'
import type { Routes } from './server.ts'

export type RouteParts = {
  readiness: () => Promise<Problems>
  health: () => Promise<Health>
  metrics: Metrics
  /** Number of HTTP requests under way. */
  openRequests: () => number
  now: () => Instant
  log: Log
}

/** `/healthz`, `/readyz` and `/metrics`, for an operator's tools in every mode. */
export function operatorRoutes({ readiness, health, metrics, openRequests, now, log }: RouteParts): Routes {
  const answering =
    (work: (response: ServerResponse) => Promise<unknown>) => (_: unknown, response: ServerResponse) =>
      void work(response).catch(err => {
        log.error({ err }, 'an operator’s question could not be answered')
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
  const elapsed = (then: Instant | undefined) => (then === undefined ? undefined : now() - then)
  return {
    'GET /healthz': answering(async response => json(response, 200, { alive: true })),
    'GET /readyz': answering(async response => {
      const problems = await readiness()
      const ready = isEmpty(problems)
      const reminders = await health().then(
        ({ lastTick, backlog }) => ({ lastTickAgoMs: elapsed(lastTick), backlog }),
        () => {},
      )
      json(response, ready ? 200 : 503, { ready, ...(!ready && { problems }), ...reminders })
    }),
    'GET /metrics': answering(async response => {
      const ready = isEmpty(await readiness())
      const state = await health().catch(() => undefined)
      const moment = { health: state, ready, openRequests: openRequests(), now: now() }
      const text = await metrics.render(moment)
      response.writeHead(200, { 'content-type': metrics.contentType }).end(text)
    }),
  }
}

const isEmpty = (problems: Problems) => Object.keys(problems).length === 0

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
