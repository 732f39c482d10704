import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/**
 * Reads a request's body before `next` sees it and leaves it where Bolt looks first. One longer than `most` bytes, announced
 * or not, gets 413, ends the connection, and is not looked into. Bolt asks no signature of an `ssl_check`, and
 * falls over a body of `null`: both are answered here, so that what `next` takes is signed.
 */
export function withBody(most: number, next: RequestListener): RequestListener {
  return (request, response) => {
    if (Number(request.headers['content-length']) > most) return endConnection(response)
    const chunks: Buffer[] = []
    let size = 0
    request.on('error', () => {})
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) chunks.push(chunk)
      else if (!response.headersSent) endConnection(response)
    })
    request.once('end', () => {
      if (size > most) return
      const rawBody = Buffer.concat(chunks)
      const status = statusOf(request, rawBody.toString())
      if (status) return response.writeHead(status).end()
      return next(Object.assign(request, { rawBody }), response)
    })
  }
}

function endConnection(response: ServerResponse): void {
  response.writeHead(413, { connection: 'close' }).end()
}

/** What is answered without asking who sent it, if anything is. */
function statusOf({ headers }: IncomingMessage, text: string): number | undefined {
  const form =
    headers['content-type'] === 'application/x-www-form-urlencoded' ? new URLSearchParams(text) : undefined
  if (form?.get('ssl_check') === '1') return 200
  const json = form ? form.get('payload') : text
  return json?.trim() === 'null' ? 400 : undefined
}
