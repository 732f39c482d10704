import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Instant, MINUTE, SECOND } from '../rules/beijing.ts'

/** Slack's own bound on the age of a request, in whole seconds. */
const oldest = 5 * MINUTE
/** Clocks differ; a request from further ahead is forged or will stay replayable for too long. */
const furthestAhead = MINUTE

/** For how long a signed request stays acceptable, counted from when it could first be accepted. */
export const replayable = furthestAhead + oldest + SECOND

/**
 * Checks Slack's signature of a request (version 0) and its date.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(secret: string, headers: IncomingHttpHeaders, body: Buffer, now: Instant): boolean {
  const timestamp = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return false
  if (!/^\d{1,15}$/.test(timestamp)) return false
  const sentAt = Number(timestamp) * SECOND
  if (sentAt > now + furthestAhead || sentAt < Math.floor(now / SECOND) * SECOND - oldest) return false
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const [expected, given] = [Buffer.from(`v0=${hash}`), Buffer.from(signature)]
  return expected.length === given.length && timingSafeEqual(expected, given)
}
