import type { Broken, Chronicle, Said } from '../chronicle.ts'

const MINUTE = 60_000

/** All has to be well for `recovery` before lateness counts; then a message may be late by `patience`. */
export const recovery = 30 * MINUTE
export const patience = 5 * MINUTE

export type Outage = { from: number; to: number }

/** The outages of a channel, by their beginning. */
export const brokenFor = (broken: Broken[], { team, channel }: { team: string; channel: string }): Outage[] =>
  broken
    .filter(
      each =>
        (each.team === undefined || each.team === team) &&
        (each.channel === undefined || each.channel === channel),
    )
    .toSorted((a, b) => a.from - b.from)

/** The first time from `at` on by which all has been well for `needed` ms. */
export function wellBy(outages: Outage[], at: number, needed: number): number {
  let moment = at
  for (const { from, to } of outages) {
    if (from > moment) break
    if (to > moment - needed) moment = to + needed
  }
  return moment
}

/** True if nothing was broken in that time. */
export const wasWell = (outages: Outage[], from: number, to: number): boolean =>
  !outages.some(outage => outage.from <= to && outage.to >= from)

/** The offset of the app's clock. */
export const offsetAt = ({ offsets }: Chronicle, at: number): number =>
  offsets.findLast(({ from }) => from <= at)?.ms ?? 0

/**
 * True if the card above the first message was deleted before the second was sent: nobody sees the first any
 * more.
 */
export const isUnderDeleted = ({ deleted }: Chronicle, first: Said, second: Said): boolean =>
  deleted.some(({ ts, at }) => ts === first.thread && at <= second.called)

/** True if the app's clock was wrong at some time in that span. */
export const wrongClockIn = ({ offsets, end }: Chronicle, from: number, to: number): boolean =>
  offsets.some(
    ({ from: start, ms }, index) => ms !== 0 && start <= to && (offsets[index + 1]?.from ?? end) >= from,
  )
