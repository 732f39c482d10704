import type { RequestListener, ServerResponse } from 'node:http'
import { type Instant, MINUTE, SECOND } from '../rules/beijing.ts'

/** For how long Bolt takes a signature as valid; it counts in whole seconds. */
const validity = 5 * MINUTE + SECOND
const ahead = 60 * SECOND

/**
 * Lets each signed request through once: an identical one gets an empty 200. Refuses (401) what is dated over a minute
 * ahead. Whether the signature is right is for `next` to say; one that it refuses is not remembered.
 */
export function onceEach(now: () => Instant, next: RequestListener): RequestListener {
  const seen = new Map<string, Instant>()

  function forgetOld() {
    for (const [hash, until] of seen) {
      if (until > now()) return
      seen.delete(hash)
    }
  }

  return (request, response) => {
    const sentAt = Number(request.headers['x-slack-request-timestamp']) * 1000
    if (sentAt > now() + ahead) return end(response, 401)
    // Bolt overlooks what follows a second `=`, so only the hash itself names the request.
    const hash = String(request.headers['x-slack-signature']).split('=')[1]
    if (!hash) return next(request, response)
    forgetOld()
    if (seen.has(hash)) return end(response, 200)
    seen.set(hash, now() + ahead + validity)
    response.once('close', () => {
      const ran = request.complete && response.statusCode !== 401
      if (!ran) seen.delete(hash)
    })
    return next(request, response)
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
