import { type Instant, SECOND } from '../time/beijing.ts'

/** A person may make `maxBurst` requests at once, and after that one every `intervalMs`. */
const maxBurst = 120
const intervalMs = SECOND
const maxDebtMs = maxBurst * intervalMs
/** The limiter remembers at least this many people, and at most twice as many. */
const minPeople = 5_000

/**
 * Counts requests per person. The returned function gives the whole seconds that a person has to wait, 0 if
 * the request is allowed. A request that has to wait is not counted.
 */
export function createRateLimit(now: () => Instant): (who: string) => number {
  // The time at which each person may make a whole burst again. When `recent` is full it replaces `older`, so
  // people who have not made a request for long are forgotten.
  let recent = new Map<string, Instant>()
  let older = new Map<string, Instant>()

  return who => {
    const at = now()
    const known = recent.get(who) ?? older.get(who) ?? at
    // A time further ahead than the largest possible debt was noted before the clock was set back.
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
