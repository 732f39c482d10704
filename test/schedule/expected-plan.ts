import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { dayNumber, midnight, nameOf, nthWorkingDay, timeOf, window } from '../../testing/calendar-oracle.ts'
import { atNight, evening, type Hours, morning } from '../../testing/quiet-hours-oracle.ts'

// What the rules promise for one complaint's whole life, straight from their words and sharing no code with the product.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
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
/** What the channel has set; `seen`: somebody presses Got it at once, whenever there is a reminder. */
export type Habits = { quiet: Hours; backups: number; seen: boolean }
type Reminder = { at: number; what: string; held?: boolean }

const published = loadHolidays()['2026']
// No notice for 2027 is needed before its Spring Festival: New Year's Day is off by statute.
const off = new Set([...(published?.off ?? []), '2027-01-01'])
const work = new Set(published?.work ?? [])

const tenOf = (day: number) => midnight(day) + 10 * HOUR
const tenFrom = (t: number) => (tenOf(dayNumber(t)) >= t ? tenOf(dayNumber(t)) : tenOf(dayNumber(t) + 1))
const first = (...times: (number | undefined)[]) => Math.min(...times.map(t => t ?? Number.POSITIVE_INFINITY))
const reading = (start: number, days: number, page?: number) =>
  page === undefined ? window(start, days) : { due: page, safe: page, latest: page }

/**
 * What is posted while a clock runs from `from` until before `to`: what stands at the start, then each in its time. Of
 * those that come at one moment the last given. What is held is not posted at night.
 */
function whileRunning(reminders: Reminder[], from: number, to: number, quiet: Hours): Reminder[] {
  if (from >= to) return []
  const sorted = reminders.toSorted((a, b) => a.at - b.at)
  const single = sorted.filter((reminder, index) => sorted[index + 1]?.at !== reminder.at)
  const standing = single.findLast(reminder => reminder.at <= from)
  const rest = single.filter(reminder => reminder.at > from && reminder.at < to)
  const start = standing && { ...standing, at: standing.held ? morning(quiet, from) : from }
  const overtaken =
    start && start.at > from && (start.at >= to || rest.some(reminder => reminder.at <= start.at))
  return [...(start && !overtaken ? [start] : []), ...rest]
}

type Reading = ReturnType<typeof window>

function windowReminders(
  clock: string,
  before: [string, number][],
  last: string,
  { due, safe, latest }: Reading,
  quiet: Hours,
): Reminder[] {
  const oneHour = due - HOUR
  const nominal = [
    ...before.map(([name, ms]) => ({ name, at: due - ms })),
    ...(safe < due ? [{ name: 'safe-day', at: midnight(dayNumber(safe - 1)) + 18 * HOUR }] : []),
    ...(atNight(quiet, oneHour) ? [{ name: '1h-early', at: oneHour }] : []),
  ].toSorted((a, b) => a.at - b.at)
  const moved: typeof nominal = []
  for (const { name, at } of nominal)
    moved.push({ name, at: Math.max(evening(quiet, at), moved.at(-1)?.at ?? 0) })
  const urgency = ['7d', '3d', '48h', '24h', 'safe-day', '1h-early', '6h']
  moved.sort((a, b) => urgency.indexOf(a.name) - urgency.indexOf(b.name))
  return [
    ...moved.map(({ name, at }) => ({ at, what: `${clock} ${name}` })),
    { at: oneHour, what: `${clock} 1h` },
    ...(morning(quiet, due) < latest ? [{ at: morning(quiet, due), what: `${clock} due` }] : []),
    { at: morning(quiet, latest), what: `${clock} ${last}`, held: true },
  ]
}

/** Who else is told of the urgent reminders that were posted, while nobody answers. */
function escalations(
  clock: string,
  posted: Reminder[],
  { due, latest }: Reading,
  until: number,
  { quiet, backups, seen }: Habits,
): Reminder[] {
  if (seen) return []
  const sixHours = posted.some(({ what }) => what === `${clock} 6h`)
  // The early one of the last hour stands for six hours before where that never came.
  const urgent = posted.flatMap(({ at, what }) => {
    const of = what === `${clock} 1h-early` && !sixHours ? `${clock} 6h` : what
    return of === `${clock} 6h` || of === `${clock} 1h` ? { at, what: of } : []
  })
  return urgent.flatMap(({ at, what }, index) => {
    const passed = morning(quiet, due)
    const end = first(urgent[index + 1]?.at, passed < latest ? passed : undefined, latest, until)
    const wait = (since: number) => {
      const left = (since < due ? due : latest) - since
      const then = since + Math.min(30 * MINUTE, Math.floor(left / 3))
      const sixBefore = due - 6 * HOUR
      return atNight(quiet, then) && then < sixBefore ? Math.min(morning(quiet, then), sixBefore) : then
    }
    const all: Reminder[] = []
    if (backups > 0) all.push({ at: wait(at), what: `${what}+backup` })
    all.push({ at: wait(all[0]?.at ?? at), what: `${what}+channel` })
    return all.filter(stage => stage.at < end)
  })
}

const everyDay = (clock: string, start: number, days: number[], quiet: Hours): Reminder[] =>
  days.map(day => ({
    at: morning(quiet, start + day * DAY),
    what: `${clock} ${nameOf(dayNumber(start) + day)}`,
    held: true,
  }))
const range = (count: number, step = 1, from = 0) => Array.from({ length: count }, (_, n) => from + n * step)
/** Daily for 30 days, then weekly. */
const thinning = [...range(31), ...range(20, 7, 37)]

export function expectedPlan(life: Life, until: number, habits: Habits): string[] {
  const { recordedAt, receivedAt, filedAt, answeredAt, upheld, appealed, closedAt } = life
  const { quiet } = habits
  const evidence = reading(receivedAt, 3, life.evidenceDue)
  const decidedAt = first(upheld?.recordedAt, closedAt, until)
  const handedIn = first(answeredAt, decidedAt)
  const hours: [string, number][] = [
    ['48h', 48 * HOUR],
    ['24h', DAY],
    ['6h', 6 * HOUR],
  ]
  const missed = windowReminders('evidence', hours, 'missed', evidence, quiet)
  const all = whileRunning(missed, recordedAt, handedIn, quiet)
  // Between the end of the window and the morning nothing of it is said.
  const late = (reminder: Reminder) => recordedAt >= evidence.latest && !reminder.held
  all.splice(0, all.length, ...all.filter(reminder => !late(reminder)))
  all.push(...escalations('evidence', [...all], evidence, handedIn, habits))
  const advice = morning(quiet, recordedAt + HOUR)
  if (advice <= evidence.due - 6 * HOUR && advice < handedIn) all.push({ at: advice, what: 'contact buyer' })

  const asked = (start: number) => everyDay('decision', start, thinning, quiet)
  const unanswered = asked(tenFrom(Math.max(evidence.latest, recordedAt)))
  if (unanswered[0]?.at === morning(quiet, evidence.latest)) unanswered.shift()
  all.push(...whileRunning(unanswered, evidence.latest, handedIn, quiet))
  if (answeredAt !== undefined) {
    const expected = midnight(nthWorkingDay(filedAt, 4, off, work))
    all.push(...whileRunning(asked(tenFrom(Math.max(expected, answeredAt))), answeredAt, decidedAt, quiet))
  }
  if (upheld) {
    const penalty = reading(upheld.at, 15, upheld.due)
    const before: [string, number][] = [
      ['7d', 7 * DAY],
      ['3d', 3 * DAY],
      ['24h', DAY],
      ['6h', 6 * HOUR],
    ]
    const reminders = windowReminders('appeal', before, 'lapsed', penalty, quiet)
    const submitted = first(appealed?.recordedAt, closedAt, until)
    const posted = whileRunning(reminders, upheld.recordedAt, submitted, quiet).filter(
      reminder => reminder.held || upheld.recordedAt < penalty.latest,
    )
    all.push(...posted, ...escalations('appeal', posted, penalty, submitted, habits))
    const ends = upheld.at + (upheld.blockDays ?? 0) * DAY
    if (upheld.blockDays && ends >= upheld.recordedAt)
      all.push(
        ...whileRunning(
          [{ at: morning(quiet, ends), what: 'block ended', held: true }],
          upheld.recordedAt,
          life.discarded ? first(closedAt) : until,
          quiet,
        ),
      )
  }
  if (appealed) {
    const start = tenOf(nthWorkingDay(appealed.at, 3, off, work))
    const daily = everyDay('review', start, range(200), quiet)
    all.push(...whileRunning(daily, appealed.recordedAt, first(closedAt, until), quiet))
  }
  // A question belongs to a day: whatever asks for it twice, it is asked once.
  const seen = new Set<string>()
  return all
    .toSorted((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1))
    .filter(({ what }) => !seen.has(what) && seen.add(what))
    .map(({ at, what }) => `${timeOf(at)} ${what}`)
}
