import type { Rung } from '../complaints/reminder-step.ts'
import type { Instant } from '../time/beijing.ts'

/**
 * Where one clock stands: the rung that applies now, if its time has come, and those to come if nothing happens,
 * earliest first; of a question that is asked again and again the next one alone.
 * `unanswered`: the rung that others are told of here, because nobody has answered it.
 */
export type Place = { current?: Rung | undefined; ahead: Rung[]; unanswered?: Rung }

/** Where a clock with these rungs stands at `now`. Of rungs that come at one moment the last one given is said. */
export function placeOn(rungs: Rung[], now: Instant): Place {
  const sorted = rungs
    .toSorted((a, b) => a.at - b.at)
    .filter((rung, index, all) => all[index + 1]?.at !== rung.at)
  return { current: sorted.findLast(rung => rung.at <= now), ahead: sorted.filter(rung => rung.at > now) }
}
