import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fields } from './fields.ts'
import { readBody } from './http-body.ts'

/** Answers with JSON, or with plain text. */
export function answer(response: ServerResponse, status: number, body: Fields | string): void {
  const json = typeof body !== 'string'
  response.writeHead(status, { 'content-type': json ? 'application/json; charset=utf-8' : 'text/plain' })
  response.end(json ? JSON.stringify(body) : body)
}

/** Answers 429 with `retry-after`. */
export function tooMany(response: ServerResponse, seconds: number): void {
  response.setHeader('retry-after', String(seconds))
  answer(response, 429, { ok: false, error: 'ratelimited' })
}

/** The token in the Authorization header. */
export function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
}

/** The bytes of an uploaded file, sent as a form or as the body. */
export async function uploaded(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const part of form.values()) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer())
  return Buffer.alloc(0)
}
