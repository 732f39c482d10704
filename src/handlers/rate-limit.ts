import { type Instant, SECOND } from '../time/beijing.ts'

/** What one person may ask for: this many at once, and one in so much time in the long run. */
const max = 120
const pause = SECOND
const whole = max * pause
/** How many people are remembered at least, and half of how many at most. */
const people = 5_000

/**
 * Counts requests by `who`. Gives how many whole seconds to wait when there were too many, 0 when the request may go on;
 * one that has to wait is not counted.
 */
export function createRateLimit(now: () => Instant): (who: string) => number {
  // When each person will have nothing left to wait for: of those heard lately, and of those heard before.
  let lately = new Map<string, Instant>()
  let before = new Map<string, Instant>()

  return who => {
    const at = now()
    const known = lately.get(who) ?? before.get(who) ?? at
    // Further ahead than can be was written by a clock that has been set back, and counts for nothing.
    const until = known > at + whole ? at : Math.max(known, at)
    const waitMs = until + pause - whole - at
    if (waitMs > 0) return Math.ceil(waitMs / SECOND)
    if (lately.size >= people) {
      before = lately
      lately = new Map()
    }
    lately.set(who, until + pause)
    return 0
  }
}
