import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiParts, answerApi } from './api-calls.ts'
import { isFields, parseJson } from './fields.ts'
import { answer, bearer, uploaded } from './http-answer.ts'
import { readBody } from './http-body.ts'
import { Refusal } from './refusal.ts'
import { respond } from './response-url.ts'
import { teamOf } from './web-api.ts'
import type { StoredFile, Workspace } from './workspace.ts'

/** Slack's own addresses: the Web API, response_urls, uploads and downloads. */
export async function route(parts: ApiParts, request: IncomingMessage, response: ServerResponse) {
  const { workspace, origin } = parts
  const url = new URL(request.url ?? '/', origin)
  const [, area = '', ...rest] = url.pathname.split('/')
  if (area === 'api') return answerApi(parts, request, response, url)
  if (['commands', 'actions', 'app'].includes(area))
    return answerResponseUrl(workspace, request, response, rest.join('/'))
  const file = workspace.files.get((area === 'upload' ? rest[1] : rest[0]) ?? '')
  if (area === 'upload' && file !== undefined) {
    file.content = await uploaded(request)
    return answer(response, 200, `OK - ${file.content.length}`)
  }
  if (area === 'files-pri' && file?.content !== undefined && mayDownload(workspace, request, file))
    return void response.end(file.content)
  answer(response, 404, { ok: false, error: 'not_found' })
}

function mayDownload(workspace: Workspace, request: IncomingMessage, file: StoredFile): boolean {
  return workspace.teams.get(file.team)?.botToken === bearer(request)
}

async function answerResponseUrl(
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
): Promise<void> {
  const fields = parseJson((await readBody(request)).toString())
  try {
    if (!isFields(fields)) throw new Refusal('invalid_payload')
    teamOf(workspace, workspace.teams.get(key.split('/')[0] ?? '')?.botToken)
    respond(workspace, key, fields)
    answer(response, 200, 'ok')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const isGone = error.error === 'used_url' || error.error === 'expired_url'
    answer(response, isGone ? 404 : 400, { ok: false, error: error.error, ...error.more })
  }
}
