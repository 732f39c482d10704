import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { LoggedCall } from './call-log.ts'
import { createDeliver } from './deliver.ts'
import type { Deliver } from './deliver-type.ts'
import type { Faults } from './faults.ts'
import { answer } from './http-answer.ts'
import { type AppManifest, readManifest } from './manifest.ts'
import { postScheduled } from './methods/scheduled.ts'
import { createRateLimits } from './rate-limits.ts'
import { route } from './routes.ts'
import { seed, seeded } from './seed.ts'
import { createSocketMode, type SocketMode } from './socket-mode.ts'
import { httpTransport, type Transport } from './transport.ts'
import { until } from './until.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

export type { Fault, Faults } from './faults.ts'

export type LocalSlackOptions = {
  /**
   * The app's manifest, parsed. Scopes, commands, shortcuts and events outside it are refused or not sent.
   */
  manifest: unknown
  /** The workspace's clock, ms since the epoch. */
  now: () => number
  port?: number
  /** Off: no 429 unless a fault makes one. On by default. */
  rateLimits?: boolean
  faults?: Faults
  /** Called after every call of the Web API. */
  called?: (call: LoggedCall) => void
  /** Wraps the transport to the app, to lose or repeat what is sent. */
  around?: (transport: Transport) => Transport
  /** The clock that signs requests, which the app compares with its own; the wall clock unless given. */
  signedAt?: () => number
  /** The time in which the app has to answer; by default Slack's 3,000 ms. */
  timeoutMs?: number
  /** The delays before an event's three retries, by default [0, 20, 20]; Slack's are [0, 60_000, 300_000]. */
  retryDelaysMs?: number[]
  /** Fills the empty workspace; two workspaces with people and channels (`seed.ts`) unless given. */
  seed?: (workspace: Workspace, app: AppManifest) => void
}

/** Handles a request that is not Slack's own; false leaves it to the workspace. */
export type Page = (request: IncomingMessage, response: ServerResponse) => boolean

export type LocalSlack = {
  /** For `slackApiUrl`; ends in a slash. */
  apiUrl: string
  origin: string
  workspace: Workspace
  deliver: Deliver
  socketMode: SocketMode
  /**
   * Sends deliveries to this address from now on, signed. Without it they go to the connected Socket Mode
   * clients.
   */
  connectHttp: (app: { url: string; signingSecret?: string }) => void
  /** Offers every request to this page first from now on. */
  serve: (page: Page) => void
  /** Every Web API call, oldest first. */
  calls: LoggedCall[]
  /** The probe's first value other than undefined, tried at every change; rejects after `ms` (60,000). */
  until: <T>(probe: () => T | undefined, ms?: number) => Promise<T>
  /** Posts the scheduled messages that are due; this also happens every second and at each call. */
  tick: () => void
  close: () => Promise<void>
}

/** Starts a Slack workspace on 127.0.0.1 for an unchanged Bolt app. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const { now, timeoutMs = 3_000, signedAt = Date.now, retryDelaysMs = [0, 20, 20] } = options
  const { around = transport => transport, faults = () => undefined, called = () => {} } = options
  const app = readManifest(options.manifest)
  const workspace = createWorkspace(now)
  if (options.seed) options.seed(workspace, app)
  else seed(workspace, app.botName)
  const socketMode = createSocketMode(workspace.appId, timeoutMs)
  const limit = options.rateLimits === false ? () => undefined : createRateLimits(now)
  const calls: LoggedCall[] = []
  let { transport } = socketMode
  let page: Page = () => false

  const server = createServer()
  const origin = await listen(server, options.port ?? 0)
  const routed = { workspace, app, origin, socketMode, limit, faults, calls, called }
  server.on('upgrade', socketMode.accept)
  server.on('request', (request, response) => {
    if (!page(request, response))
      route(routed, request, response).catch(error => answerError(response, error))
  })
  const tick = () => postScheduled(workspace)
  const ticking = setInterval(tick, 1_000).unref()

  return {
    apiUrl: `${origin}/api/`,
    origin,
    workspace,
    deliver: createDeliver({ workspace, app, origin, transport: () => around(transport), retryDelaysMs }),
    socketMode,
    connectHttp: ({ url, signingSecret = seeded.signingSecret }) => {
      transport = httpTransport({ url, signingSecret, signedAt, timeoutMs })
    },
    serve: next => {
      page = next
    },
    calls,
    until: (probe, ms = 60_000) => until(workspace, probe, ms),
    tick,
    close: async () => {
      clearInterval(ticking)
      await socketMode.close()
      await closeServer(server)
    },
  }
}

/** Listens on 127.0.0.1 and resolves to the origin; rejects when the port is taken. */
async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Cannot start: no port')
  return `http://127.0.0.1:${address.port}`
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function answerError(response: ServerResponse, error: unknown): void {
  console.error(error)
  if (!response.headersSent) answer(response, 500, { ok: false, error: 'internal_error' })
}
