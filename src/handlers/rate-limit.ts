import { type Instant, SECOND } from '../time/beijing.ts'

/** Requests that one person may make at once, and the time in which one more is allowed. */
const maxBurst = 120
const intervalMs = SECOND
const maxDebtMs = maxBurst * intervalMs
/** People remembered at least; at most twice as many. */
const minPeople = 5_000

/**
 * Counts requests per person. Returns the whole seconds to wait, 0 when the request may go on; a request that
 * has to wait is not counted.
 */
export function createRateLimit(now: () => Instant): (who: string) => number {
  // The time at which each person's burst is full again: of the people heard recently, and before them.
  let recent = new Map<string, Instant>()
  let older = new Map<string, Instant>()

  return who => {
    const at = now()
    const known = recent.get(who) ?? older.get(who) ?? at
    // A time further ahead than any debt was written before the clock was set back.
    const fullAt = known > at + maxDebtMs ? at : Math.max(known, at)
    const waitMs = fullAt + intervalMs - maxDebtMs - at
    if (waitMs > 0) return Math.ceil(waitMs / SECOND)
    if (recent.size >= minPeople) {
      older = recent
      recent = new Map()
    }
    recent.set(who, fullAt + intervalMs)
    return 0
  }
}
