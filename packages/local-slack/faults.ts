import type { Fields } from './fields.ts'

/**
 * A failure of one Web API call. `before`: nothing is done, and the connection is reset, or the call is
 * answered with that HTTP status (429 with `retryAfter` seconds, 30 unless given) or error code. `after:
 * 'drop'`: it is done and the answer is lost. `delayMs`: it is done and the answer comes that late. `until`:
 * it is done and the answer comes when that resolves.
 */
export type Fault = {
  before?: 'reset' | number | { error: string }
  after?: 'drop'
  delayMs?: number
  until?: Promise<void>
  retryAfter?: number
  /** The answer lacks the header that names the token's scopes. */
  withoutScopes?: boolean
}

/** Called at each Web API call with the arguments as the app sent them; undefined lets the call pass. */
export type Faults = (method: string, args: Fields) => Fault | undefined
