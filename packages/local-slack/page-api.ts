import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from './fields.ts'
import { answer } from './http-answer.ts'
import { readBody } from './http-body.ts'
import { type ActionContext, action, perform } from './page-actions.ts'
import { servePageFile } from './page-files.ts'
import { pageHints } from './page-hints.ts'
import { createReads } from './page-reads.ts'
import { sendFile, shareFile } from './page-shared-files.ts'
import { type PageStateParts, pageState } from './page-state.ts'
import type { LocalSlack, Page } from './server.ts'
import type { TimeStrip } from './time-strip.ts'

/** A part of the page that the app contributes. */
export type Extra = {
  /** Its state, for the person who looks. */
  shown: (user: string) => unknown
  /** Handles `POST /page-api/<name>`. */
  act?: (asked: unknown) => Promise<void>
}

export type PageParts = {
  slack: Pick<LocalSlack, 'workspace' | 'deliver'>
  /** The app's manifest, parsed: its commands, shortcuts and tabs. */
  manifest: unknown
  time: TimeStrip
  /** The person for whom the page opens at first. */
  person: string
  /** The extras by name; the page's state has the state of each under its name. */
  extras?: Record<string, Extra>
  /** Changes outside the workspace. */
  subscribe?: (listener: () => void) => () => void
}

const journey = z.union([
  z.strictObject({
    by: z
      .number()
      .positive()
      .max(31 * 86_400_000),
  }),
  z.strictObject({ to: z.literal('next') }),
])

const uploadFields = z.object({
  user: z.string(),
  channel: z.string(),
  name: z.string().min(1).max(255),
  threadTs: z.string().optional(),
})

type Api = Required<Omit<PageParts, 'slack' | 'manifest'>> & ActionContext & PageStateParts

/**
 * The page and its JSON: `GET /page-api/state?user=&place=`, `GET /page-api/events` (server-sent, one for
 * every change), `POST /page-api/do`, `POST /page-api/travel`, one for each extra, and files: `GET
 * /page-api/file?user=&id=`, `POST /page-api/file?user=&channel=&name=`. Only for addresses of this machine,
 * and only for its own page.
 */
export function createPage({
  slack,
  manifest,
  extras = {},
  subscribe = () => () => {},
  ...more
}: PageParts): Page {
  const { workspace, deliver } = slack
  const hints = pageHints(manifest)
  const api: Api = { ...more, extras, subscribe, workspace, deliver, hints, reads: createReads(workspace) }
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const path = url.pathname
    if (request.method === 'GET' && (path === '/' || path.startsWith('/page/')))
      return isOwn(request) ? servePageFile(path, response) : refuse(response)
    if (!path.startsWith('/page-api/')) return false
    return isOwn(request) ? routeApi(api, request, response, url) : refuse(response)
  }
}

function routeApi(api: Api, request: IncomingMessage, response: ServerResponse, url: URL): true {
  const failed = (error: unknown) =>
    answer(response, 400, { error: error instanceof Error ? error.message : String(error) })
  const { pathname: path, searchParams: asked } = url
  const kind = request.method === 'POST' ? request.headers['content-type'] : undefined
  if (path === '/page-api/events') streamChanges(api, response)
  else if (path === '/page-api/state') answerState(api, asked, response).catch(failed)
  else if (path === '/page-api/file' && request.method === 'GET') download(api, asked, response)
  // A form on another site cannot send either content type without a CORS preflight.
  else if (kind === 'application/octet-stream') upload(api, request, response, asked).catch(failed)
  else if (kind === 'application/json') act(api, request, response, path).catch(failed)
  else return refuse(response)
  return true
}

async function answerState(api: Api, asked: URLSearchParams, response: ServerResponse) {
  const place = asked.get('place') ?? ''
  const seen = pageState(api, asked.get('user') ?? '', place) ?? pageState(api, api.person, place)
  if (!seen) return answer(response, 404, {})
  const extras = Object.entries(api.extras).map(async ([name, extra]) => [name, await extra.shown(seen.me)])
  answer(response, 200, {
    ...seen,
    ...Object.fromEntries(await Promise.all(extras)),
    time: await api.time.shown(),
  })
}

function streamChanges({ workspace, time, subscribe }: Api, response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('retry: 500\n\ndata: hello\n\n')
  const tell = () => void response.write('data: changed\n\n')
  const unsubscribes = [workspace.subscribe(tell), time.subscribe(tell), subscribe(tell)]
  response.once('close', () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
  })
}

async function act(api: Api, request: IncomingMessage, response: ServerResponse, path: string) {
  const body = parseJson((await readBody(request)).toString())
  if (path === '/page-api/travel') await api.time.travel(journey.parse(body))
  await api.extras[path.replace('/page-api/', '')]?.act?.(body)
  const outcome = path === '/page-api/do' ? await perform(api, action.parse(body)) : {}
  answer(response, 200, outcome)
}

async function upload(
  { workspace, deliver }: Api,
  request: IncomingMessage,
  response: ServerResponse,
  asked: URLSearchParams,
) {
  const content = await readBody(request)
  await shareFile(workspace, deliver, { ...uploadFields.parse(Object.fromEntries(asked)), content })
  answer(response, 200, {})
}

function download({ workspace }: Api, asked: URLSearchParams, response: ServerResponse) {
  const file = { id: asked.get('id') ?? '', user: asked.get('user') ?? '' }
  if (!sendFile(workspace, file, response)) answer(response, 404, { error: 'file_not_found' })
}

/**
 * True for a request to this machine by name and from its own page. A site that points its own name here (DNS
 * rebinding) is neither.
 */
function isOwn({ headers }: IncomingMessage): boolean {
  const isThisMachine = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(headers.host ?? '')
  return isThisMachine && (headers.origin === undefined || headers.origin === `http://${headers.host}`)
}

function refuse(response: ServerResponse): true {
  answer(response, 403, { error: 'not from this page' })
  return true
}
