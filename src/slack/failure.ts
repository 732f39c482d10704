import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import type { Sent } from './slack.ts'

/** The outcome of a call that Slack did not carry out, or may not have. */
export type Failure = Exclude<Sent, { kind: 'sent' }>

/** Milliseconds for which Slack asked not to be called again; 0 if it did not ask. */
export const waitMsOf = (outcome: Sent): number => (outcome.kind === 'busy' ? outcome.waitMs : 0)

/** Errors inside Slack: the message may have been posted nevertheless. */
const ambiguousErrors = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
])
/** Slack's errors look like `not_in_channel`. Anything else comes from a proxy or a broken answer. */
const errorWord = /^[a-z0-9_.:-]{1,80}$/

/** Errors before a connection is established, so nothing was sent. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The outcome of a message whose call failed with `error`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'busy', waitMs: error.retryAfter * 1000, error: 'ratelimited' }
  if (error instanceof WebAPIPlatformError) {
    const code: unknown = error.data.error
    if (typeof code !== 'string' || !errorWord.test(code))
      return { kind: 'unknown', error: 'unreadable_answer' }
    if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'busy', waitMs: 1000, error: code }
    return { kind: ambiguousErrors.has(code) ? 'unknown' : 'refused', error: code }
  }
  if (error instanceof WebAPIHTTPError) {
    const code = `http_${error.statusCode}`
    return { kind: error.statusCode >= 500 ? 'unknown' : 'refused', error: code }
  }
  const code = codeOf(error instanceof WebAPIRequestError ? error.original : error)
  if (notConnected.has(code)) return { kind: 'busy', waitMs: 0, error: code }
  return { kind: 'unknown', error: code }
}

/** The outcome of a call that sends something; never rejects. */
export const outcomeOf = (call: Promise<unknown>): Promise<Sent> =>
  call.then((answer): Sent => ({ kind: 'sent', ts: tsIn(answer) }), failureOf)

const tsIn = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'ts' in answer && typeof answer.ts === 'string'
    ? answer.ts
    : ''

/** True if Slack definitely answered that the app cannot see such a person, not merely failed to answer. */
export const isUnknownUser = (error: unknown): boolean =>
  ['user_not_found', 'user_not_visible'].includes(failureOf(error).error)

/** The first `code` in an error's chain of causes, or else the error's name. */
function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause)
    if ('code' in each && typeof each.code === 'string') return each.code
  return error instanceof Error ? error.name : 'unknown'
}
