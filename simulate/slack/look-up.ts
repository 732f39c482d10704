import type { Found, Slack } from '../../src/slack/slack.ts'
import type { Pass, Run } from '../host.ts'
import { failedLookUp } from './outages.ts'
import type { Place } from './place.ts'

type Where = Parameters<Slack['find']>[0]
type Failure = Exclude<Found, { kind: 'found' | 'absent' }>

/** Looks for messages by their keys; a failure is noted for the oracle. */
export function createLookUp({ team, world, outages, messages }: Place, pass: Pass) {
  const { timeline, chronicle, random, injector } = world

  function failureOf(channel: string): (Failure & { ms?: number }) | undefined {
    const blocked = outages.blocked(channel)
    if (blocked) return { ...failedLookUp(blocked), ms: blocked.ms }
    if (outages.isBlind()) return { kind: 'cannot', error: 'missing_scope' }
    const error = outages.deadness(channel)
    // An archived channel can still be read.
    if (error && error !== 'is_archived') return { kind: 'cannot', error }
    switch (injector.take(['look-up out of order', 'look-up denied'], { team, channel })) {
      case 'look-up out of order':
        return { kind: 'later', error: 'ECONNRESET' }
      case 'look-up denied':
        return { kind: 'cannot', error: 'missing_scope' }
    }
    return undefined
  }

  return async (run: Run, where: Where): Promise<Found> => {
    const failure = failureOf(where.channel)
    if (failure) {
      const { kind, error, ms = 100 } = failure
      return pass(run, { to: 'Slack', ms, arrives: false }, (): Found => {
        chronicle.unanswered.push({ at: timeline.now(), key: where.key, kind })
        return { kind, error }
      })
    }
    const ms = random.between(50, 900)
    return pass(run, { to: 'Slack', ms, arrives: false }, () => messages.find(where))
  }
}
