import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Instant } from '../time/beijing.ts'
import { replayWindow } from './signature.ts'

/** Answers remembered. The names of deliveries are remembered longer than their answers. */
const maxAnswers = 1_000
const maxDeliveries = 20_000

/**
 * Names a delivery by a hash of its body if that has a unique trigger or event id, else by its `signature`;
 * undefined if it has neither. Only copies share a name.
 */
export function nameOf(body: unknown, signature?: string): string | undefined {
  if (hasId(body)) return hash('sha256', JSON.stringify(body), 'base64url')
  return signature
}

const hasId = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && ('trigger_id' in body || 'event_id' in body)

export type Replays = ReturnType<typeof createReplays>

/**
 * Remembers how deliveries were acknowledged for as long as a signed request can be replayed. A delivery is
 * known from its beginning, so that a copy can wait for the answer.
 */
export function createReplays(now: () => Instant) {
  const expiry = { ttl: replayWindow, ttlResolution: 0, perf: { now } }
  const answers = new LRUCache<string, Promise<unknown>>({ max: maxAnswers, ...expiry })
  const known = new LRUCache<string, true>({ max: maxDeliveries, ...expiry })
  return {
    /** The answer to an earlier copy, possibly still pending; `undefined` if there was no copy. */
    answerTo(name: string): Promise<unknown> | undefined {
      return answers.get(name) ?? (known.has(name) ? Promise.resolve(undefined) : undefined)
    },
    begin(name: string, answer: Promise<unknown>): void {
      answers.set(name, answer)
      known.set(name, true)
    },
    /** Forgets a delivery, so that the next copy of it is handled as if it were the first. */
    forget(name: string): void {
      answers.delete(name)
      known.delete(name)
    },
  }
}
