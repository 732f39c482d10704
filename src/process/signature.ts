import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Instant, MINUTE, SECOND } from '../time/beijing.ts'

/** Slack's own bound on the age of a request, in whole seconds. */
const oldest = 5 * MINUTE
/** Clocks differ; a request from further ahead is forged or will stay replayable for too long. */
const maxAhead = MINUTE

/** For how long a signed request stays acceptable, counted from when it could first be accepted. */
export const replayable = maxAhead + oldest + SECOND

/**
 * Checks Slack's signature of a request (version 0) and its date.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(secret: string, headers: IncomingHttpHeaders, body: Buffer, now: Instant): boolean {
  const timestamp = headers['x-slack-request-timestamp']
  const given = hashIn(headers)
  if (typeof timestamp !== 'string' || given === undefined) return false
  if (!/^\d{1,15}$/.test(timestamp)) return false
  const sentAt = Number(timestamp) * SECOND
  if (sentAt > now + maxAhead || sentAt < Math.floor(now / SECOND) * SECOND - oldest) return false
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  return given.length === hash.length && timingSafeEqual(Buffer.from(hash), Buffer.from(given))
}

/** The hash of a request's signature. As in Slack's own SDK, whatever follows a second `=` does not count. */
export function hashIn(headers: IncomingHttpHeaders): string | undefined {
  const [version, hash] = String(headers['x-slack-signature'] ?? '').split('=')
  return version === 'v0' && hash && /^[0-9a-f]+$/.test(hash) ? hash : undefined
}
