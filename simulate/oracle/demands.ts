import { atNight, morning } from '../../testing/quiet-hours-oracle.ts'
import type { Span } from './ledger.ts'
import { type Outage, patience, recovery, wellBy } from './outages.ts'

/** A time for which a reminder is owed. `awake`: the first time from `t` on at which it may be posted. */
export type Demand = { from: number; until: number; awake: (t: number) => number }

/**
 * The time by which a reminder that is owed from `from` on has to be posted, outages and quiet hours allowed
 * for.
 */
export function deadlineOf(outages: Outage[], from: number, awake: Demand['awake']): number {
  for (let by = from + patience; ; ) {
    const well = wellBy(outages, by, recovery)
    // A part of the time allowed may have been in quiet hours.
    const start = awake(well - patience)
    const rested =
      start > well - patience ? start + patience : awake(well) > well ? awake(well) + patience : well
    if (rested === by) return by
    by = rested
  }
}

/** Joins spans that meet. */
export function demandsOf(spans: Span[]): Demand[] {
  const merged: Span[][] = []
  for (const span of spans.toSorted((a, b) => a.owed.from - b.owed.from)) {
    const last = merged.at(-1)
    if (last && span.owed.from <= endOf(last)) last.push(span)
    else merged.push([span])
  }
  return merged.map(parts => {
    const awake = (t: number) => awakeIn(parts, t)
    return {
      from: awake(Math.min(...parts.map(({ owed }) => owed.from))),
      until: endOf(parts),
      awake,
    }
  })
}

const endOf = (spans: Span[]) => Math.max(...spans.map(({ owed }) => owed.until))

/** The first time from `t` on at which a reminder may be posted; each part has its own quiet hours. */
function awakeIn(parts: Span[], t: number): number {
  let moment = t
  for (const { owed, setting } of parts) {
    const isLast = owed.until >= endOf(parts)
    if (owed.until <= moment && !isLast) continue
    const { nightFrom } = owed
    const isHeld = moment < nightFrom && atNight(setting.quiet, moment)
    const awake = isHeld ? Math.min(morning(setting.quiet, moment), Math.max(moment, nightFrom)) : moment
    if (awake < owed.until || isLast) return awake
    moment = owed.until
  }
  return moment
}
