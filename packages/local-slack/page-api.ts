import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from './fields.ts'
import { answer } from './http-answer.ts'
import { readBody } from './http-body.ts'
import { action, perform } from './page-actions.ts'
import { servePageFile } from './page-files.ts'
import { pageHints } from './page-hints.ts'
import { createReads } from './page-reads.ts'
import { sendFile, shareFile } from './page-shared-files.ts'
import { pageState } from './page-state.ts'
import type { LocalSlack, Page } from './server.ts'
import type { TimeStrip } from './time-strip.ts'

/** Something more that the page shows and does, handed in by whoever knows the app. */
export type Extra = {
  /** What the page gets of it, for the person who looks. */
  shown: (user: string) => unknown
  /** Does what `POST /page-api/<its name>` asks for. */
  act?: (asked: unknown) => Promise<void>
}

export type PageParts = {
  slack: Pick<LocalSlack, 'workspace' | 'deliver'>
  /** The app's manifest, parsed: what the page offers of it. */
  manifest: unknown
  time: TimeStrip
  /** Who sits before the page at first. */
  person: string
  /** By name: in the state they stand under it. */
  extras?: Record<string, Extra>
  /** Changes that are none of the workspace's own. */
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

const upload = z.object({
  user: z.string(),
  channel: z.string(),
  name: z.string().min(1).max(255),
  threadTs: z.string().optional(),
})

const unheard = () => () => {}

/**
 * The page and its JSON: `GET /page-api/state?user=&place=`, `GET /page-api/events` (server-sent, one for every change),
 * `POST /page-api/do`, `POST /page-api/travel`, one for each extra, and files: `GET /page-api/file?user=&id=`,
 * `POST /page-api/file?user=&channel=&name=`. Only for addresses of this machine, and only for its own page.
 */
export function createPage(given: PageParts): Page {
  const { slack, manifest, time, person, extras = {}, subscribe = unheard } = given
  const { workspace, deliver } = slack
  const reads = createReads(workspace)
  const parts = { workspace, reads, hints: pageHints(manifest) }
  const hands = { workspace, deliver, reads }

  async function state(asked: URLSearchParams, response: ServerResponse) {
    const place = asked.get('place') ?? ''
    const seen = pageState(parts, asked.get('user') ?? '', place) ?? pageState(parts, person, place)
    if (!seen) return answer(response, 404, {})
    const more = Object.entries(extras).map(async ([name, extra]) => [name, await extra.shown(seen.me)])
    answer(response, 200, {
      ...seen,
      ...Object.fromEntries(await Promise.all(more)),
      time: await time.shown(),
    })
  }

  function events(response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write('retry: 500\n\ndata: hello\n\n')
    const tell = () => void response.write('data: changed\n\n')
    const leave = [workspace.subscribe(tell), time.subscribe(tell), subscribe(tell)]
    response.once('close', () => {
      for (const one of leave) one()
    })
  }

  async function post(request: IncomingMessage, response: ServerResponse, path: string) {
    const body = parseJson((await readBody(request)).toString())
    if (path === '/page-api/travel') await time.travel(journey.parse(body))
    const { act } = extras[path.replace('/page-api/', '')] ?? {}
    await act?.(body)
    const outcome = path === '/page-api/do' ? await perform(hands, action.parse(body)) : {}
    answer(response, 200, outcome)
  }

  async function take(request: IncomingMessage, response: ServerResponse, asked: URLSearchParams) {
    const content = await readBody(request)
    await shareFile(workspace, deliver, { ...upload.parse(Object.fromEntries(asked)), content })
    answer(response, 200, {})
  }

  function give(asked: URLSearchParams, response: ServerResponse) {
    const file = { id: asked.get('id') ?? '', user: asked.get('user') ?? '' }
    if (!sendFile(workspace, file, response)) answer(response, 404, { error: 'file_not_found' })
  }

  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const path = url.pathname
    if (request.method === 'GET' && (path === '/' || path.startsWith('/page/')))
      return ours(request) ? servePageFile(path, response) : refused(response)
    if (!path.startsWith('/page-api/')) return false
    if (!ours(request)) return refused(response)
    const failed = (error: unknown) =>
      answer(response, 400, { error: error instanceof Error ? error.message : String(error) })
    const asked = url.searchParams
    const kind = request.method === 'POST' ? request.headers['content-type'] : undefined
    if (path === '/page-api/events') events(response)
    else if (path === '/page-api/state') state(asked, response).catch(failed)
    else if (path === '/page-api/file' && request.method === 'GET') give(asked, response)
    // Neither kind can come from a form elsewhere without the browser asking first.
    else if (kind === 'application/octet-stream') take(request, response, asked).catch(failed)
    else if (kind === 'application/json') post(request, response, path).catch(failed)
    else return refused(response)
    return true
  }
}

/** Whether the request is for this machine by name: a page elsewhere that has its own name point here is not. */
function ours({ headers }: IncomingMessage): boolean {
  const here = /^(localhost|127\.0\.0\.1)(:\d+)?$/
  const from = headers.origin === undefined ? true : headers.origin === `http://${headers.host}`
  return here.test(headers.host ?? '') && from
}

function refused(response: ServerResponse): true {
  answer(response, 403, { error: 'not from this page' })
  return true
}
