import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { dayNumber, midnight, nameOf, nthWorkingDay, timeOf, window } from '../../testing/calendar-oracle.ts'
import { atNight, evening, type Hours, morning } from '../../testing/quiet-hours-oracle.ts'

// An oracle for the reminders of a complaint's whole life, written from the rules, sharing no code with the
// product.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The events of a complaint and their times of recording, in ms. */
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
/** The channel's settings; `seen`: every reminder is acknowledged at once. */
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
 * The reminders posted while a clock runs, from `from` until just before `to`: at the start the latest that is
 * already due, then each at its time. Of several at the same moment only the last in the list is posted. Held
 * ones wait for morning.
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

/** The escalations of the urgent reminders that were posted and not answered. */
function escalations(
  clock: string,
  posted: Reminder[],
  { due, latest }: Reading,
  until: number,
  { quiet, backups, seen }: Habits,
): Reminder[] {
  if (seen) return []
  const sixHours = posted.some(({ what }) => what === `${clock} 6h`)
  // The early reminder of the last hour replaces the one six hours before if that never came.
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

/** Everything that must be posted until `until`, as `2026-11-22 10:30 evidence 24h`. */
export function expectedPlan(life: Life, until: number, habits: Habits): string[] {
  const decidedAt = first(life.upheld?.recordedAt, life.closedAt, until)
  const all = [
    ...evidenceReminders(life, first(life.answeredAt, decidedAt), habits),
    ...decisionQuestions(life, decidedAt, habits.quiet),
    ...appealReminders(life, until, habits),
    ...reviewQuestions(life, until, habits.quiet),
  ]
  // A question is asked once a day.
  const seen = new Set<string>()
  return all
    .toSorted((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1))
    .filter(({ what }) => !seen.has(what) && seen.add(what))
    .map(({ at, what }) => `${timeOf(at)} ${what}`)
}

function evidenceReminders(life: Life, handedIn: number, habits: Habits): Reminder[] {
  const { recordedAt, receivedAt } = life
  const { quiet } = habits
  const evidence = reading(receivedAt, 3, life.evidenceDue)
  const hours: [string, number][] = [
    ['48h', 48 * HOUR],
    ['24h', DAY],
    ['6h', 6 * HOUR],
  ]
  const steps = windowReminders('evidence', hours, 'missed', evidence, quiet)
  // Between the end of the window and the morning nothing is posted about it.
  const posted = whileRunning(steps, recordedAt, handedIn, quiet).filter(
    reminder => reminder.held || recordedAt < evidence.latest,
  )
  const advice = morning(quiet, recordedAt + HOUR)
  const isAdvised = advice <= evidence.due - 6 * HOUR && advice < handedIn
  return [
    ...posted,
    ...escalations('evidence', posted, evidence, handedIn, habits),
    ...(isAdvised ? [{ at: advice, what: 'contact buyer' }] : []),
  ]
}

function decisionQuestions(life: Life, decidedAt: number, quiet: Hours): Reminder[] {
  const { recordedAt, receivedAt, filedAt, answeredAt } = life
  const { latest } = reading(receivedAt, 3, life.evidenceDue)
  const asked = (start: number) => everyDay('decision', start, thinning, quiet)
  const unanswered = asked(tenFrom(Math.max(latest, recordedAt)))
  if (unanswered[0]?.at === morning(quiet, latest)) unanswered.shift()
  const missed = whileRunning(unanswered, latest, first(answeredAt, decidedAt), quiet)
  if (answeredAt === undefined) return missed
  const expected = midnight(nthWorkingDay(filedAt, 4, off, work))
  const answered = asked(tenFrom(Math.max(expected, answeredAt)))
  return [...missed, ...whileRunning(answered, answeredAt, decidedAt, quiet)]
}

function appealReminders(life: Life, until: number, habits: Habits): Reminder[] {
  const { upheld, appealed, closedAt } = life
  const { quiet } = habits
  if (!upheld) return []
  const penalty = reading(upheld.at, 15, upheld.due)
  const before: [string, number][] = [
    ['7d', 7 * DAY],
    ['3d', 3 * DAY],
    ['24h', DAY],
    ['6h', 6 * HOUR],
  ]
  const steps = windowReminders('appeal', before, 'lapsed', penalty, quiet)
  const submitted = first(appealed?.recordedAt, closedAt, until)
  const posted = whileRunning(steps, upheld.recordedAt, submitted, quiet).filter(
    reminder => reminder.held || upheld.recordedAt < penalty.latest,
  )
  const ends = upheld.at + (upheld.blockDays ?? 0) * DAY
  const blockEnd = { at: morning(quiet, ends), what: 'block ended', held: true }
  const isTold = upheld.blockDays && ends >= upheld.recordedAt
  return [
    ...posted,
    ...escalations('appeal', posted, penalty, submitted, habits),
    ...whileRunning(
      isTold ? [blockEnd] : [],
      upheld.recordedAt,
      life.discarded ? first(closedAt) : until,
      quiet,
    ),
  ]
}

function reviewQuestions({ appealed, closedAt }: Life, until: number, quiet: Hours): Reminder[] {
  if (!appealed) return []
  const start = tenOf(nthWorkingDay(appealed.at, 3, off, work))
  const daily = everyDay('review', start, range(200), quiet)
  return whileRunning(daily, appealed.recordedAt, first(closedAt, until), quiet)
}
