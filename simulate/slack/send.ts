import type { Sent } from '../../src/slack/slack.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { counted } from '../chronicle.ts'
import type { Mishap } from '../faults.ts'
import type { Pass, Run } from '../host.ts'
import { timeoutMs, unknown } from './outages.ts'
import type { Place } from './place.ts'

type Method = 'post' | 'update' | 'schedule' | 'unschedule'

/** The faults that can happen to a call. */
const possible: Record<Method, readonly Mishap[]> = {
  post: [
    'connection refused',
    '5xx',
    '5xx, posted',
    'answer lost',
    'answer lost, posted',
    'slow answer',
    'timed out',
    'timed out, posted later',
    '429',
  ],
  update: ['update lost'],
  schedule: ['schedule: answer lost', 'schedule: answer lost, taken'],
  unschedule: ['unschedule: answer lost', 'unschedule: answer lost, taken'],
}
/** Messages that a channel takes at once before it takes one a second. */
const burst = 5

export type Send = (run: Run, method: Method, channel: string, work: () => Sent) => Promise<Sent>

/** The way of a message to Slack and of the answer back, with everything that can happen to either. */
export function createSend({ team, world, outages }: Place, pass: Pass): Send {
  const { timeline, chronicle, random, injector } = world
  const isTooFast = createBuckets(timeline.now)

  return async (run, method, channel, work) => {
    const blocked = outages.blocked(channel)
    if (blocked) return pass(run, { to: 'Slack', ms: blocked.ms, arrives: false }, () => blocked.sent)
    const ms = random.between(30, 600)
    const fault = injector.take(possible[method], { team, channel })
    if (fault) return failed(fault, ms)
    return pass(run, { to: 'Slack', ms, arrives: true }, () => {
      if (method !== 'post' || !isTooFast(channel)) return work()
      counted(chronicle, '429 for speed')
      return { kind: 'busy', waitMs: SECOND, error: 'ratelimited' }
    })

    function failed(fault: Mishap, ms: number): Promise<Sent> {
      const lost = (after: number, answer: Sent) =>
        pass(run, { to: 'Slack', ms: after, arrives: false }, () => answer)
      const done = (after: number, answer?: Sent) =>
        pass(run, { to: 'Slack', ms: after, arrives: true }, () => {
          const made = work()
          return answer && made.kind === 'sent' ? answer : made
        })
      switch (fault) {
        case 'connection refused':
          return lost(5, { kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' })
        case '429':
          return lost(ms, { kind: 'busy', waitMs: 30 * SECOND, error: 'ratelimited' })
        case '5xx':
          return lost(ms, unknown('http_500'))
        case '5xx, posted':
          return done(ms, unknown('http_500'))
        case 'slow answer':
          return done(random.between(3 * SECOND, timeoutMs))
        case 'timed out':
          return lost(timeoutMs, unknown('TimeoutError'))
        case 'timed out, posted later':
          timeline.at(timeline.now() + random.between(timeoutMs, 20 * SECOND), work)
          return lost(timeoutMs, unknown('TimeoutError'))
        case 'answer lost':
        case 'schedule: answer lost':
        case 'unschedule: answer lost':
          return lost(ms, unknown('ECONNRESET'))
        default:
          return done(ms, unknown('ECONNRESET'))
      }
    }
  }
}

/** Slack's own rate: about one message a second in a channel. */
function createBuckets(now: () => number): (channel: string) => boolean {
  const buckets = new Map<string, { left: number; at: number }>()
  return channel => {
    const { left, at } = buckets.get(channel) ?? { left: burst, at: now() }
    const filled = Math.min(burst, left + (now() - at) / SECOND)
    buckets.set(channel, { left: filled < 1 ? filled : filled - 1, at: now() })
    return filled < 1
  }
}
