import { type Fields, listOf, textOf } from './fields.ts'

/**
 * One Web API call of the app. `status` is undefined when the app got no answer; `answer` is the result of
 * the call, undefined when it was not carried out.
 */
export type LoggedCall = {
  method: string
  args: Fields
  at: number
  status: number | undefined
  answer: Fields | undefined
}

/**
 * A call with its outcome: `ok`, an HTTP status other than 200 (`429`), `lost` (done, but the answer was
 * lost), `reset` (not done), `found` or `absent` (a look-up after an attempt with an unknown outcome), or
 * Slack's error code.
 */
export type CallEntry = {
  at: number
  method: string
  /** The channel or person in its arguments. */
  about: string | undefined
  came: string
  /** The number of this try of the same message, from 1. */
  tries: number
}

type Attempt = { channel: string; tries: number; isUnknown: boolean; ts?: string | undefined }

const lookUps = ['conversations.history', 'conversations.replies']

/** Works out the outcome of each call in turn, remembering earlier attempts at the same message. */
export function createCallReader(): (call: LoggedCall) => CallEntry {
  const attempts = new Map<string, Attempt>()

  function countTry(call: LoggedCall, came: string): number {
    const channel = textOf(call.args, 'channel') ?? ''
    const { metadata } = call.args
    if (metadata === undefined) return 1
    const identity = `${channel} ${typeof metadata === 'string' ? metadata : JSON.stringify(metadata)}`
    const tries = (attempts.get(identity)?.tries ?? 0) + 1
    const isUnknown = call.status === undefined || call.status >= 500
    if (came === 'ok') attempts.delete(identity)
    else attempts.set(identity, { channel, tries, isUnknown, ts: textOf(call.answer ?? {}, 'ts') })
    return tries
  }

  function lookUpOutcome({ args, answer = {} }: LoggedCall): string {
    const unknown = [...attempts].filter(([, one]) => one.isUnknown && one.channel === args.channel)
    const listed = new Set(listOf(answer, 'messages').map(message => textOf(message, 'ts')))
    const found = unknown.find(([, { ts }]) => ts !== undefined && listed.has(ts))
    if (found) attempts.delete(found[0])
    return found ? 'found' : unknown.length > 0 ? 'absent' : 'ok'
  }

  return call => {
    const { at, method, args } = call
    const came = outcomeOf(call)
    const about = textOf(args, 'channel') ?? textOf(args, 'user')
    if (method === 'chat.postMessage') return { at, method, about, came, tries: countTry(call, came) }
    const outcome = came === 'ok' && lookUps.includes(method) ? lookUpOutcome(call) : came
    return { at, method, about, came: outcome, tries: 1 }
  }
}

function outcomeOf({ status, answer }: { status: number | undefined; answer: Fields | undefined }): string {
  if (status === undefined) return answer?.ok === true ? 'lost' : 'reset'
  if (status !== 200) return String(status)
  return answer === undefined || answer.ok === true ? 'ok' : (textOf(answer, 'error') ?? 'error')
}
