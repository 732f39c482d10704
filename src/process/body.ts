import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Reads a request's body and calls `next`. A body of more than `max` bytes, announced or not, is answered
 * with 413 and the connection closed. A connection that breaks before the end is dropped without a call.
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  max: number,
  next: (body: Buffer) => void,
): void {
  if (Number(request.headers['content-length']) > max) return void endConnection(response)
  const chunks: Buffer[] = []
  let size = 0
  request.on('error', () => {})
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= max) chunks.push(chunk)
    else if (!response.headersSent) endConnection(response)
  })
  request.once('end', () => {
    if (size > max) return
    const [first] = chunks
    next(chunks.length === 1 && first ? first : Buffer.concat(chunks))
  })
}

function endConnection(response: ServerResponse): void {
  response.writeHead(413, { connection: 'close' }).end()
}
