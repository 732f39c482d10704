import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from './fields.ts'
import { answer } from './http-answer.ts'
import { readBody } from './http-body.ts'
import type { CommandHint } from './page-commands.ts'
import { deed, perform } from './page-deeds.ts'
import { servePageFile } from './page-files.ts'
import { pageState } from './page-state.ts'
import type { LocalSlack, Page } from './server.ts'
import type { TimeStrip } from './time-strip.ts'

export type PageParts = {
  slack: Pick<LocalSlack, 'workspace' | 'deliver'>
  commands: CommandHint[]
  time: TimeStrip
  /** Who sits before the page at first. */
  person: string
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

/**
 * The page and its JSON: `GET /page-api/state?user=`, `GET /page-api/events` (server-sent, one for every change),
 * `POST /page-api/do`, `POST /page-api/travel`. Only for addresses of this machine, and only for its own page.
 */
export function createPage({ slack, commands, time, person }: PageParts): Page {
  const { workspace, deliver } = slack

  async function state(user: string, response: ServerResponse) {
    const seen = pageState(workspace, user) ?? pageState(workspace, person)
    answer(response, seen ? 200 : 404, seen ? { ...seen, commands, time: await time.shown() } : {})
  }

  function events(response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write('retry: 500\n\ndata: hello\n\n')
    const tell = () => void response.write('data: changed\n\n')
    const leave = [workspace.subscribe(tell), time.subscribe(tell)]
    response.once('close', () => {
      for (const one of leave) one()
    })
  }

  async function post(request: IncomingMessage, response: ServerResponse, path: string) {
    const body = parseJson((await readBody(request)).toString())
    if (path === '/page-api/travel') await time.travel(journey.parse(body))
    const outcome = path === '/page-api/do' ? await perform(workspace, deliver, deed.parse(body)) : {}
    answer(response, 200, outcome)
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
    if (path === '/page-api/events') events(response)
    else if (path === '/page-api/state') state(url.searchParams.get('user') ?? '', response).catch(failed)
    else if (isJsonPost(request)) post(request, response, path).catch(failed)
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

const isJsonPost = ({ method, headers }: IncomingMessage) =>
  method === 'POST' && headers['content-type'] === 'application/json'

function refused(response: ServerResponse): true {
  answer(response, 403, { error: 'not from this page' })
  return true
}
