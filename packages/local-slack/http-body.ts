import type { IncomingMessage } from 'node:http'
import { type Fields, isFields, parseJson } from './fields.ts'

const maxBytes = 16 * 1024 * 1024

/** The whole body of a request; throws beyond 16 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxBytes) throw new Error('Cannot read the request: its body is larger than 16 MiB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The arguments of a body. `json`: it was JSON; `fault`: Slack's error code for an unreadable body. */
export type Args = { args: Fields; json: boolean; fault?: 'invalid_json' | 'json_not_object' }

/** A Web API call's arguments, from a form, from JSON or from the query. */
export async function readArgs(request: IncomingMessage, query: URLSearchParams): Promise<Args> {
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  const fromQuery = Object.fromEntries(query)
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body.toString())
    if (isFields(parsed)) return { args: { ...fromQuery, ...parsed }, json: true }
    const fault = body.length === 0 ? undefined : parsed === undefined ? 'invalid_json' : 'json_not_object'
    return { args: fromQuery, json: true, ...(fault && { fault }) }
  }
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    return { args: { ...fromQuery, ...Object.fromEntries(form) }, json: false }
  }
  return { args: { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString())) }, json: false }
}
