import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LoggedCall } from './call-log.ts'
import type { Fault, Faults } from './faults.ts'
import type { Fields } from './fields.ts'
import { answer, bearer, tooMany } from './http-answer.ts'
import { readArgs } from './http-body.ts'
import type { AppManifest } from './manifest.ts'
import type { RateLimits } from './rate-limits.ts'
import { seeded } from './seed.ts'
import type { SocketMode } from './socket-mode.ts'
import { answerCall, countedBy, type Request } from './web-api.ts'
import type { Workspace } from './workspace.ts'

export type ApiParts = {
  workspace: Workspace
  app: AppManifest
  origin: string
  socketMode: SocketMode
  limit: RateLimits
  faults: Faults
  calls: LoggedCall[]
  called: (call: LoggedCall) => void
}

/** Answers one call of the Web API and logs it. */
export async function answerApi(
  parts: ApiParts,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { workspace, origin } = parts
  const method = url.pathname.slice('/api/'.length)
  const read = await readArgs(request, url.searchParams)
  const { args } = read
  const token = bearer(request) ?? (typeof args.token === 'string' ? args.token : undefined)
  const call: LoggedCall = { method, args, at: workspace.now(), status: undefined, answer: undefined }
  parts.calls.push(call)
  await perform(parts, call, { ...read, method, token, origin }, response)
  if (!request.socket.destroyed) call.status = response.statusCode
  parts.called(call)
}

async function perform(parts: ApiParts, call: LoggedCall, asked: Request, response: ServerResponse) {
  const { workspace, app } = parts
  const fault = parts.faults(call.method, call.args) ?? {}
  if (fault.before !== undefined) return failBefore(fault, response)
  const waitSeconds = parts.limit({ method: call.method, ...countedBy(workspace, asked) })
  if (waitSeconds !== undefined) return tooMany(response, waitSeconds)
  const isConnection = call.method === 'apps.connections.open'
  call.answer = isConnection ? openConnection(parts, asked.token) : answerCall(workspace, app, asked)
  if (fault.delayMs !== undefined) await new Promise(resolve => setTimeout(resolve, fault.delayMs))
  await fault.until
  if (fault.after === 'drop') return void response.req.socket.destroy()
  if (!fault.withoutScopes) response.setHeader('x-oauth-scopes', app.scopes.join(','))
  answer(response, 200, call.answer)
}

function failBefore({ before, retryAfter = 30 }: Fault, response: ServerResponse): void {
  if (before === 'reset') response.req.socket.resetAndDestroy()
  else if (before === 429) tooMany(response, retryAfter)
  else if (typeof before === 'number') answer(response, before, '')
  else answer(response, 200, { ok: false, error: before?.error })
}

function openConnection({ workspace, origin, socketMode }: ApiParts, token: string | undefined): Fields {
  if (token === seeded.appToken)
    return { ok: true, url: `${origin.replace('http', 'ws')}${socketMode.open()}` }
  if (token === undefined) return { ok: false, error: 'not_authed' }
  const isBotToken = [...workspace.teams.values()].some(team => team.botToken === token)
  return { ok: false, error: isBotToken ? 'not_allowed_token_type' : 'invalid_auth' }
}
