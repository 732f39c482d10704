import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { dayNumber, midnight, nameOf, nthWorkingDay, timeOf, window } from '../rules/oracle.ts'

// What the rules promise for one complaint's whole life, straight from their words and sharing no code with the product.

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What happened to a complaint, and when it was recorded; times in ms. */
export type Life = {
  recordedAt: number
  filedAt: number
  receivedAt: number
  evidenceDue?: number
  answeredAt?: number
  upheld?: { recordedAt: number; at: number; due?: number; blockDays?: number }
  appealed?: { recordedAt: number; at: number }
  closedAt?: number
  discarded?: boolean
}
type Reminder = { at: number; what: string }

const published = loadHolidays()['2026']
// No notice for 2027 is needed before its Spring Festival: New Year's Day is off by statute.
const off = new Set([...(published?.off ?? []), '2027-01-01'])
const work = new Set(published?.work ?? [])

const tenOf = (day: number) => midnight(day) + 10 * HOUR
const tenFrom = (t: number) => (tenOf(dayNumber(t)) >= t ? tenOf(dayNumber(t)) : tenOf(dayNumber(t) + 1))
const first = (...times: (number | undefined)[]) => Math.min(...times.map(t => t ?? Number.POSITIVE_INFINITY))
const reading = (start: number, days: number, page?: number) =>
  page === undefined ? window(start, days) : { due: page, safe: page, latest: page }

/** What is posted while a clock runs from `from` until before `to`: what stands at the start, then each in its time. */
function whileRunning(rungs: Reminder[], from: number, to: number): Reminder[] {
  if (from >= to) return []
  const sorted = rungs.toSorted((a, b) => a.at - b.at)
  const standing = sorted.findLast(rung => rung.at <= from)
  const rest = sorted.filter(
    (rung, index) => rung.at > from && rung.at < to && sorted[index + 1]?.at !== rung.at,
  )
  return [...(standing ? [{ ...standing, at: from }] : []), ...rest]
}

const windowRungs = (
  clock: string,
  before: [string, number][],
  last: string,
  { due, safe, latest }: ReturnType<typeof window>,
) => [
  ...before.map(([name, ms]) => ({ at: due - ms, what: `${clock} ${name}` })),
  ...(safe < due ? [{ at: midnight(dayNumber(safe - 1)) + 18 * HOUR, what: `${clock} safe-day` }] : []),
  { at: latest, what: `${clock} ${last}` },
]

const everyDay = (clock: string, start: number, days: number[]) =>
  days.map(day => ({ at: start + day * DAY, what: `${clock} ${nameOf(dayNumber(start) + day)}` }))
const range = (count: number, step = 1, from = 0) => Array.from({ length: count }, (_, n) => from + n * step)
/** Daily for 30 days, then weekly. */
const thinning = [...range(31), ...range(20, 7, 37)]

export function expectedPlan(life: Life, until: number): string[] {
  const { recordedAt, receivedAt, filedAt, answeredAt, upheld, appealed, closedAt } = life
  const evidence = reading(receivedAt, 3, life.evidenceDue)
  const decidedAt = first(upheld?.recordedAt, closedAt, until)
  const all = whileRunning(
    windowRungs(
      'evidence',
      [
        ['48h', 48 * HOUR],
        ['24h', DAY],
        ['6h', 6 * HOUR],
        ['1h', HOUR],
      ],
      'missed',
      evidence,
    ),
    recordedAt,
    first(answeredAt, decidedAt),
  )
  const asked = (start: number) => everyDay('decision', start, thinning)
  all.push(
    ...whileRunning(
      asked(tenFrom(Math.max(evidence.latest, recordedAt))),
      evidence.latest,
      first(answeredAt, decidedAt),
    ),
  )
  if (answeredAt !== undefined) {
    const expected = midnight(nthWorkingDay(filedAt, 4, off, work))
    all.push(...whileRunning(asked(tenFrom(Math.max(expected, answeredAt))), answeredAt, decidedAt))
  }
  if (upheld) {
    const { due, safe, latest } = reading(upheld.at, 15, upheld.due)
    const before: [string, number][] = [
      ['7d', 7 * DAY],
      ['3d', 3 * DAY],
      ['24h', DAY],
      ['6h', 6 * HOUR],
      ['1h', HOUR],
    ]
    const rungs = windowRungs('appeal', before, 'lapsed', { due, safe, latest })
    all.push(...whileRunning(rungs, upheld.recordedAt, first(appealed?.recordedAt, closedAt, until)))
    const ends = upheld.at + (upheld.blockDays ?? 0) * DAY
    if (upheld.blockDays && ends >= upheld.recordedAt)
      all.push(
        ...whileRunning(
          [{ at: ends, what: 'block ended' }],
          upheld.recordedAt,
          life.discarded ? first(closedAt) : until,
        ),
      )
  }
  if (appealed) {
    const start = tenOf(nthWorkingDay(appealed.at, 3, off, work))
    all.push(
      ...whileRunning(everyDay('review', start, range(200)), appealed.recordedAt, first(closedAt, until)),
    )
  }
  // A question belongs to a day: whatever asks for it twice, it is asked once.
  const seen = new Set<string>()
  return all
    .toSorted((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1))
    .filter(({ what }) => !seen.has(what) && seen.add(what))
    .map(({ at, what }) => `${timeOf(at)} ${what}`)
}
