import type { Fields } from './fields.ts'

/** Slack's refusal: `error` is its error code, `more` the other fields of the answer. */
export class Refusal extends Error {
  readonly error: string
  readonly more: Fields
  constructor(error: string, more: Fields = {}) {
    super(error)
    this.error = error
    this.more = more
  }
}

export function refuse(error: string, more: Fields = {}): never {
  throw new Refusal(error, more)
}

/** Refuses with lines in `response_metadata.messages`. */
export function refuseWith(error: string, messages: string[]): never {
  throw new Refusal(error, { response_metadata: { messages: messages.map(line => `[ERROR] ${line}`) } })
}
