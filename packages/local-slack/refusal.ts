import type { Fields } from './fields.ts'

/** Slack says no: `error` is Slack's own word, `more` goes into the answer beside it. */
export class Refusal extends Error {
  readonly error: string
  readonly more: Fields
  constructor(error: string, more: Fields = {}) {
    super(error)
    this.error = error
    this.more = more
  }
}

/** Throws Slack's refusal with the given error word. */
export function refuse(error: string, more: Fields = {}): never {
  throw new Refusal(error, more)
}

/** Throws Slack's refusal with the lines of `response_metadata.messages`. */
export function refuseWith(error: string, messages: string[]): never {
  throw new Refusal(error, { response_metadata: { messages: messages.map(line => `[ERROR] ${line}`) } })
}
