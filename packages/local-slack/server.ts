import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { LoggedCall } from './call-log.ts'
import { createDeliver, type Deliver } from './deliver.ts'
import { type Fields, isFields, parseJson } from './fields.ts'
import { answer, bearer, tooMany, uploaded } from './http-answer.ts'
import { readArgs, readBody } from './http-body.ts'
import { type AppManifest, readManifest } from './manifest.ts'
import { postScheduled } from './methods/scheduled.ts'
import { createRateLimits } from './rate-limits.ts'
import { Refusal } from './refusal.ts'
import { respond } from './response-url.ts'
import { seed, seeded } from './seed.ts'
import { createSocketMode, type SocketMode } from './socket-mode.ts'
import { httpTransport, type Transport } from './transport.ts'
import { until } from './until.ts'
import { answerCall, countedBy, type Request, teamOf } from './web-api.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

/**
 * What goes wrong with one call. `before`: nothing is done, and the connection is reset, or the call is answered with that
 * HTTP status (429 with `retryAfter` seconds, 30 unless given) or error word. `after: 'drop'`: it is done and the answer is
 * lost. `delayMs`: it is done and the answer comes that late. `until`: it is done and the answer comes when that resolves.
 */
export type Fault = {
  before?: 'reset' | number | { error: string }
  after?: 'drop'
  delayMs?: number
  until?: Promise<void>
  retryAfter?: number
  /** The answer lacks the header that names the token's scopes. */
  withoutScopes?: boolean
}

/** Asked at each Web API call; undefined lets it pass. `args` are as the app sent them. */
export type Faults = (method: string, args: Fields) => Fault | undefined

export type LocalSlackOptions = {
  /** The app's manifest, parsed. Scopes, commands, shortcuts and events outside it are refused or not sent. */
  manifest: unknown
  /** The workspace's clock, ms since the epoch. */
  now: () => number
  port?: number
  /** Off: no 429 ever, unless a fault makes one. On by default. */
  rateLimits?: boolean
  faults?: Faults
  /** Told of every call of the Web API when it is over. */
  called?: (call: LoggedCall) => void
  /** Stands between the workspace and the way to the app, to lose or repeat what is sent. */
  around?: (transport: Transport) => Transport
  /** The clock that signs requests: the app compares it with its own, which is the wall's unless you changed it. */
  signedAt?: () => number
  /** How long the app has to answer; Slack's 3,000 ms unless given. */
  timeoutMs?: number
  /** Waits before the three retries of an event; Slack's are [0, 60_000, 300_000], shortened here to [0, 20, 20]. */
  retryDelaysMs?: number[]
  /** Fills the empty workspace; two workspaces with people and channels (`seed.ts`) unless given. */
  seed?: (workspace: Workspace, app: AppManifest) => void
}

/** Takes a request that is none of Slack's own; false leaves it to the workspace. */
export type Page = (request: IncomingMessage, response: ServerResponse) => boolean

export type LocalSlack = {
  /** For `slackApiUrl`; ends in a slash. */
  apiUrl: string
  origin: string
  workspace: Workspace
  deliver: Deliver
  socketMode: SocketMode
  /** From now on deliveries go to this address, signed. Without it they go to whatever Socket Mode client is connected. */
  connectHttp: (app: { url: string; signingSecret?: string }) => void
  /** From now on every request is offered to this first: a page on the same port. */
  serve: (page: Page) => void
  /** Every Web API call, oldest first. */
  calls: LoggedCall[]
  /** The first value other than undefined that the probe gives, tried again at every change; throws after `ms` (3,000). */
  until: <T>(probe: () => T | undefined, ms?: number) => Promise<T>
  /** Posts the scheduled messages that are due; it also happens every second and at each call. */
  tick: () => void
  close: () => Promise<void>
}

/** Starts a Slack workspace on 127.0.0.1 for an unchanged Bolt app. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const { now, timeoutMs = 3_000, signedAt = Date.now, retryDelaysMs = [0, 20, 20] } = options
  const { around = transport => transport } = options
  const app = readManifest(options.manifest)
  const workspace = createWorkspace(now)
  if (options.seed) options.seed(workspace, app)
  else seed(workspace, app.botName)
  const socketMode = createSocketMode(workspace.appId, timeoutMs)
  const limit = options.rateLimits === false ? () => undefined : createRateLimits(now)
  const calls: LoggedCall[] = []
  let http: Transport | undefined
  let page: Page = () => false

  const server = createServer((request, response) => {
    if (page(request, response)) return
    route(request, response).catch(error => {
      console.error(error)
      if (!response.headersSent) answer(response, 500, { ok: false, error: 'internal_error' })
    })
  })
  server.on('upgrade', socketMode.accept)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Cannot start: no port')
  const origin = `http://127.0.0.1:${address.port}`

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const [, area = '', ...rest] = url.pathname.split('/')
    if (area === 'api') return callMethod(request, response, url)
    if (['commands', 'actions', 'app'].includes(area)) return answerUrl(request, response, rest.join('/'))
    const file = workspace.files.get((area === 'upload' ? rest[1] : rest[0]) ?? '')
    if (area === 'upload' && file !== undefined) {
      file.content = await uploaded(request)
      return answer(response, 200, `OK - ${file.content.length}`)
    }
    if (area === 'files-pri' && file?.content !== undefined && allowed(request, file.team))
      return void response.end(file.content)
    answer(response, 404, { ok: false, error: 'not_found' })
  }

  function allowed(request: IncomingMessage, team: string): boolean {
    return workspace.teams.get(team)?.botToken === bearer(request)
  }

  async function callMethod(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = url.pathname.slice('/api/'.length)
    const read = await readArgs(request, url.searchParams)
    const { args } = read
    const token = bearer(request) ?? (typeof args.token === 'string' ? args.token : undefined)
    const call: LoggedCall = { method, args, at: now(), status: undefined, answer: undefined }
    calls.push(call)
    await answerMethod(call, { request, response, asked: { ...read, method, token, origin } })
    if (!request.socket.destroyed) call.status = response.statusCode
    options.called?.(call)
  }

  async function answerMethod(
    call: LoggedCall,
    from: { request: IncomingMessage; response: ServerResponse; asked: Request },
  ): Promise<void> {
    const { request, response, asked } = from
    const { method, args } = call
    const fault = options.faults?.(method, args)
    if (fault?.before === 'reset') return void request.socket.resetAndDestroy()
    if (fault?.before === 429) return tooMany(response, fault.retryAfter ?? 30)
    if (typeof fault?.before === 'number') return answer(response, fault.before, '')
    if (fault?.before !== undefined) return answer(response, 200, { ok: false, error: fault.before.error })
    const wait = limit({ method, ...countedBy(workspace, asked) })
    if (wait !== undefined) return tooMany(response, wait)
    call.answer =
      method === 'apps.connections.open' ? openConnection(asked.token) : answerCall(workspace, app, asked)
    if (fault?.delayMs !== undefined) await new Promise(resolve => setTimeout(resolve, fault.delayMs))
    await fault?.until
    if (fault?.after === 'drop') return void request.socket.destroy()
    if (!fault?.withoutScopes) response.setHeader('x-oauth-scopes', app.scopes.join(','))
    answer(response, 200, call.answer)
  }

  function openConnection(token: string | undefined): Fields {
    if (token === seeded.appToken)
      return { ok: true, url: `${origin.replace('http', 'ws')}${socketMode.open()}` }
    if (token === undefined) return { ok: false, error: 'not_authed' }
    const ofBot = [...workspace.teams.values()].some(team => team.botToken === token)
    return { ok: false, error: ofBot ? 'not_allowed_token_type' : 'invalid_auth' }
  }

  async function answerUrl(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
    const fields = parseJson((await readBody(request)).toString())
    try {
      if (!isFields(fields)) throw new Refusal('invalid_payload')
      teamOf(workspace, workspace.teams.get(key.split('/')[0] ?? '')?.botToken)
      respond(workspace, key, fields)
      answer(response, 200, 'ok')
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const gone = error.error === 'used_url' || error.error === 'expired_url'
      answer(response, gone ? 404 : 400, { ok: false, error: error.error, ...error.more })
    }
  }

  function tick(): void {
    postScheduled(workspace)
  }
  const ticking = setInterval(tick, 1_000)
  ticking.unref()

  return {
    apiUrl: `${origin}/api/`,
    origin,
    workspace,
    deliver: createDeliver({
      workspace,
      app,
      origin,
      transport: () => around(http ?? socketMode.transport),
      retryDelaysMs,
    }),
    socketMode,
    connectHttp: ({ url, signingSecret = seeded.signingSecret }) => {
      http = httpTransport({ url, signingSecret, signedAt, timeoutMs })
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
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
