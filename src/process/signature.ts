import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Instant, MINUTE, SECOND } from '../time/beijing.ts'

/** The age limit that Slack recommends. Requests are dated in whole seconds. */
const maxAge = 5 * MINUTE
/** Tolerance for clocks that differ. A larger one would allow longer replays of requests dated ahead. */
const maxAhead = MINUTE

/** Longest time for which the same signed request can be accepted, so copies are remembered this long. */
export const replayWindow = maxAhead + maxAge + SECOND

/**
 * Verifies Slack's signature (version 0) and the date of a request.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(secret: string, headers: IncomingHttpHeaders, body: Buffer, now: Instant): boolean {
  const timestamp = headers['x-slack-request-timestamp']
  const given = hashIn(headers)
  if (typeof timestamp !== 'string' || given === undefined) return false
  if (!/^\d{1,15}$/.test(timestamp)) return false
  const sentAt = Number(timestamp) * SECOND
  if (sentAt > now + maxAhead || sentAt < Math.floor(now / SECOND) * SECOND - maxAge) return false
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  return given.length === hash.length && timingSafeEqual(Buffer.from(hash), Buffer.from(given))
}

/** The hash in a request's signature. As in Slack's own SDK, anything after a second `=` is ignored. */
export function hashIn(headers: IncomingHttpHeaders): string | undefined {
  const [version, hash] = String(headers['x-slack-signature'] ?? '').split('=')
  return version === 'v0' && hash && /^[0-9a-f]+$/.test(hash) ? hash : undefined
}
