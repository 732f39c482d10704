import { setImmediate } from 'node:timers/promises'
import { DAY, type Instant } from './rules/beijing.ts'

/** Lets timers, sockets and signals have their turn in the middle of long work. */
export type Turn = () => Promise<unknown>
export const eventLoopTurn: Turn = () => setImmediate()

/** A turn at every nth call only, for work of which each piece is short. */
export function everyNth(n: number, turn: Turn = eventLoopTurn): Turn {
  let calls = 0
  return async () => {
    if (++calls % n === 0) await turn()
  }
}

/** The time, and a call at a later time. The only thing in the product that knows what time it is. */
export type Clock = {
  now(): Instant
  /** Calls `work` once after `ms`; the returned function calls it off. */
  after(ms: number, work: () => void): () => void
  /** A turn of the event loop, where time does not pass by itself. */
  turn?: Turn
}

/** How far a clock may have run ahead before it is set right, for what it did meanwhile to be mended. */
export const farAhead = 30 * DAY

export const systemClock: Clock = {
  now: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
