import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Instant } from '../time/beijing.ts'
import { replayable } from './signature.ts'

/** The answers that are kept; a delivery whose answer made room for others is still known. */
const maxAnswers = 1_000
const maxDeliveries = 20_000

/**
 * Names a delivery by everything in it: a trigger or an event has an id of its own, so only copies are the same. Without such an
 * id only the same `signature` makes a copy, and where there is none the delivery has no name.
 */
export function nameOf(body: unknown, signature?: string): string | undefined {
  if (hasId(body)) return hash('sha256', JSON.stringify(body), 'base64url')
  return signature
}

const hasId = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && ('trigger_id' in body || 'event_id' in body)

export type Replays = ReturnType<typeof createReplays>

/**
 * Remembers how deliveries were acknowledged, for as long as a signed request can be replayed. A delivery counts as
 * known from when it begins, so that a copy can wait for the answer.
 */
export function createReplays(now: () => Instant) {
  const lasting = { ttl: replayable, ttlResolution: 0, perf: { now } }
  const answers = new LRUCache<string, Promise<unknown>>({ max: maxAnswers, ...lasting })
  const known = new LRUCache<string, true>({ max: maxDeliveries, ...lasting })
  return {
    /** The answer to an earlier copy, perhaps still to come; `undefined` when there was none. */
    answerTo(name: string): Promise<unknown> | undefined {
      return answers.get(name) ?? (known.has(name) ? Promise.resolve(undefined) : undefined)
    },
    begin(name: string, answer: Promise<unknown>): void {
      answers.set(name, answer)
      known.set(name, true)
    },
    /** Lets a copy be handled as if it were the first. */
    forget(name: string): void {
      answers.delete(name)
      known.delete(name)
    },
  }
}
