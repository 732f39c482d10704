import { type Fields, listOf, textOf } from './fields.ts'

/**
 * One call of the Web API that the app made. `status`: what it was answered, undefined when it got no answer; `answer`: what
 * was done, which the app has not heard of where there is no status, and undefined when nothing was done.
 */
export type LoggedCall = {
  method: string
  args: Fields
  at: number
  status: number | undefined
  answer: Fields | undefined
}

/**
 * What became of a call: `ok`, an HTTP status that is none (`429`), `lost` (done, the answer never came), `reset` (not done),
 * `found` or `absent` (a look-up after a try with an unknown end), or Slack's error word.
 */
export type CallEntry = {
  at: number
  method: string
  /** The channel or person that it named. */
  about: string | undefined
  came: string
  /** Which try of the same message it was. */
  tries: number
}

type Attempt = { channel: string; tries: number; unsure: boolean; ts?: string | undefined }

const lookUps = ['conversations.history', 'conversations.replies']

/** Reads calls one after the other, as a person would who remembers what was tried before. */
export function createCallReader(): (call: LoggedCall) => CallEntry {
  const attempts = new Map<string, Attempt>()

  function posted(call: LoggedCall, came: string): number {
    const channel = textOf(call.args, 'channel') ?? ''
    const { metadata } = call.args
    if (metadata === undefined) return 1
    const identity = `${channel} ${typeof metadata === 'string' ? metadata : JSON.stringify(metadata)}`
    const tries = (attempts.get(identity)?.tries ?? 0) + 1
    const unsure = call.status === undefined || call.status >= 500
    if (came === 'ok') attempts.delete(identity)
    else attempts.set(identity, { channel, tries, unsure, ts: textOf(call.answer ?? {}, 'ts') })
    return tries
  }

  function lookedUp({ args, answer = {} }: LoggedCall): string {
    const doubtful = [...attempts].filter(([, one]) => one.unsure && one.channel === args.channel)
    const there = new Set(listOf(answer, 'messages').map(message => textOf(message, 'ts')))
    const found = doubtful.find(([, { ts }]) => ts !== undefined && there.has(ts))
    if (found) attempts.delete(found[0])
    return found ? 'found' : doubtful.length > 0 ? 'absent' : 'ok'
  }

  return call => {
    const { at, method, args } = call
    const came = outcomeOf(call)
    const about = textOf(args, 'channel') ?? textOf(args, 'user')
    if (method === 'chat.postMessage') return { at, method, about, came, tries: posted(call, came) }
    const looked = came === 'ok' && lookUps.includes(method) ? lookedUp(call) : came
    return { at, method, about, came: looked, tries: 1 }
  }
}

function outcomeOf({ status, answer }: { status: number | undefined; answer: Fields | undefined }): string {
  if (status === undefined) return answer?.ok === true ? 'lost' : 'reset'
  if (status !== 200) return String(status)
  return answer === undefined || answer.ok === true ? 'ok' : (textOf(answer, 'error') ?? 'error')
}
